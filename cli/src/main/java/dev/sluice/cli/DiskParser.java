package dev.sluice.cli;

import dev.sluice.cli.DiskArgument.Kind;
import dev.sluice.scsi.protection.ProtectionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one {@code --disk}: {@code SOURCE[,OPTION…]}. A comma that belongs to a path is written twice.
 *
 * <p>Used once for one argument.
 */
final class DiskParser {
    private static final String OPTIONS =
            "size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT";

    /** What a device that is passed through begins with. */
    private static final String PASS_THROUGH = "pscsi:";

    /** SPC-4 7.8.17: what fits the unit serial number page and stays readable. */
    private static final int MAX_SERIAL = 32;

    private final String argument;
    private final Set<String> given = new HashSet<>();
    private long sizeBytes = -1;
    private int blockBytes;
    private boolean writeCache = true;
    private boolean readOnly;
    private boolean removable;
    private boolean optical;
    private boolean thin;
    private ProtectionType protection = ProtectionType.NONE;
    private String serial;

    private DiskParser(String argument) {
        this.argument = argument;
    }

    /** The disk that {@code argument} describes. */
    static DiskArgument parse(String argument) {
        return new DiskParser(argument).parse();
    }

    private DiskArgument parse() {
        List<String> parts = split();
        String source = parts.getFirst();
        for (String option : parts.subList(1, parts.size())) {
            apply(option);
        }
        Kind kind = kind(source);
        if (kind == Kind.PASS_THROUGH) {
            source = source.substring(PASS_THROUGH.length());
            checkPassThrough(source);
        } else if (kind == Kind.PATH) {
            if (source.isEmpty()) {
                throw refusal("names no disk: write a path, ram:SIZE, null:SIZE or pscsi:DEVICE");
            }
        } else {
            if (given.contains("size")) {
                throw refusal("has two sizes: that of " + kind.name().toLowerCase() + ": stands after the colon");
            }
            sizeBytes =
                    ByteSize.parse("--disk '" + argument + "': the size", source.substring(source.indexOf(':') + 1));
        }
        checkSize(kind);
        if (optical) {
            checkDrive(kind);
        }
        return new DiskArgument(
                kind,
                kind.hasPath() ? source : null,
                sizeBytes,
                blockBytes,
                writeCache,
                readOnly,
                removable,
                optical,
                thin,
                protection,
                serial);
    }

    private static Kind kind(String source) {
        return source.startsWith("ram:")
                ? Kind.RAM
                : source.startsWith("null:")
                        ? Kind.NULL
                        : source.startsWith(PASS_THROUGH) ? Kind.PASS_THROUGH : Kind.PATH;
    }

    private void checkPassThrough(String device) {
        if (device.isEmpty()) {
            throw refusal("names no device: write, for example, pscsi:/dev/sg1");
        }
        if (!given.isEmpty()) {
            throw refusal("a device that is passed through is shown as it is: it takes no options");
        }
    }

    private void checkDrive(Kind kind) {
        if (kind != Kind.PATH) {
            throw refusal("a CD or DVD drive needs the path of an image");
        }
        for (String option : List.of("size", "block-size", "write-cache", "thin", "pi")) {
            if (given.contains(option)) {
                throw refusal("a CD or DVD drive only reads, blocks of 2048: " + option + " is not for it");
            }
        }
    }

    private void checkSize(Kind kind) {
        int block = blockBytes == 0 ? 512 : blockBytes;
        if (sizeBytes >= 0 && sizeBytes % block != 0) {
            throw refusal("the size of " + sizeBytes + " bytes is not a multiple of the block size of " + block);
        }
        if (kind == Kind.NULL && thin) {
            throw refusal("a null disk keeps nothing that could be thin");
        }
    }

    private void apply(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? null : option.substring(equals + 1);
        if (!given.add(name)) {
            throw refusal("gives " + name + " twice");
        }
        switch (name) {
            case "size" -> sizeBytes = ByteSize.parse("--disk '" + argument + "': size", needed(name, value));
            case "block-size" -> blockBytes = blockSize(needed(name, value));
            case "write-cache" -> writeCache = onOrOff(name, needed(name, value));
            case "serial" -> serial = checkedSerial(needed(name, value));
            case "read-only" -> readOnly = flag(name, value);
            case "cd" -> optical = flag(name, value);
            case "removable" -> removable = flag(name, value);
            case "pi" -> protection = protectionType(needed(name, value));
            case "thin" -> thin = flag(name, value);
            default -> throw refusal("there is no disk option '" + name + "': there are " + OPTIONS);
        }
    }

    private String needed(String name, String value) {
        if (value == null || value.isEmpty()) {
            throw refusal("the option " + name + " needs a value: " + OPTIONS);
        }
        return value;
    }

    private boolean flag(String name, String value) {
        if (value != null) {
            throw refusal("the option " + name + " takes no value");
        }
        return true;
    }

    private boolean onOrOff(String name, String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw refusal(name + " is on or off, not '" + value + "'");
        };
    }

    private int blockSize(String value) {
        return switch (value) {
            case "512" -> 512;
            case "4096", "4K", "4k" -> 4096;
            default -> throw refusal("a block size is 512 or 4096, not '" + value + "'");
        };
    }

    private ProtectionType protectionType(String value) {
        return switch (value) {
            case "1" -> ProtectionType.TYPE_1;
            case "3" -> ProtectionType.TYPE_3;
            default -> throw refusal("protection information is of type 1 or 3, not '" + value + "'");
        };
    }

    private String checkedSerial(String value) {
        if (value.length() > MAX_SERIAL || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refusal("a serial number is 1 to " + MAX_SERIAL + " printable ASCII characters without spaces");
        }
        return value;
    }

    private List<String> split() {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c != ',') {
                part.append(c);
            } else if (i + 1 < argument.length() && argument.charAt(i + 1) == ',') {
                part.append(',');
                i++;
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private UsageException refusal(String reason) {
        return new UsageException("--disk '" + argument + "': " + reason);
    }
}
