package dev.sluice.cli;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.Identity;
import dev.sluice.config.Rules;
import dev.sluice.config.setting.Setting;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses one {@code --disk}, {@code SOURCE[,OPTION…]}, into a backstore that keeps the rules of configurations. A comma that belongs
 * to a path is written twice. Used once for one argument.
 */
final class DiskParser {
    private static final String OPTIONS =
            "size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT";

    /** The beginnings of sources that are no paths. */
    private static final Map<String, BackstoreType> PREFIXES = Map.of(
            "ram:", BackstoreType.RAMDISK,
            "null:", BackstoreType.NULL,
            "pscsi:", BackstoreType.PSCSI);

    /** The options by the settings that they set, for messages. */
    private static final Map<String, String> OPTION_OF = Map.of(
            Backstore.SIZE.member(), "size",
            Backstore.BLOCK_SIZE.member(), "block-size",
            Backstore.WRITE_CACHE.member(), "write-cache",
            Backstore.READ_ONLY.member(), "read-only",
            Backstore.REMOVABLE.member(), "removable",
            Backstore.CD.member(), "cd",
            Backstore.THIN.member(), "thin",
            Backstore.PROTECTION.member(), "pi",
            Identity.SERIAL.member(), "serial");

    private final String argument;
    private final Set<String> given = new HashSet<>();
    private Backstore disk;

    private DiskParser(String argument) {
        this.argument = argument;
    }

    /** The backstore of an argument. Its path is as the user wrote it; its name is for messages alone. */
    static Backstore parse(String argument) {
        return new DiskParser(argument).parse();
    }

    /** The source of a disk, as the user named it. */
    static String source(Backstore disk) {
        return disk.type() == BackstoreType.PSCSI ? "pscsi:" + disk.path() : named(disk);
    }

    private static String named(Backstore disk) {
        return disk.path() == null ? disk.name() : disk.path();
    }

    private Backstore parse() {
        List<String> parts = split();
        disk = source(parts.getFirst());
        for (String option : parts.subList(1, parts.size())) {
            apply(option);
        }
        if (disk.identity() != null && !disk.type().refusedIdentity().isEmpty()) {
            throw refusal("serial: a device that is passed through has its own serial number: leave it out");
        }
        check();
        return disk;
    }

    private Backstore source(String source) {
        for (Map.Entry<String, BackstoreType> prefix : PREFIXES.entrySet()) {
            if (source.startsWith(prefix.getKey())) {
                String rest = source.substring(prefix.getKey().length());
                if (prefix.getValue().hasPath()) {
                    return Backstore.of(
                            prefix.getValue(),
                            "disk",
                            needed(rest, "names no device: write, for example, " + prefix.getKey() + "/dev/sg1"),
                            null);
                }
                given.add("size");
                return Backstore.of(
                        prefix.getValue(),
                        source,
                        null,
                        SizeArgument.parse("--disk '" + argument + "': the size", rest));
            }
        }
        String path = needed(source, "names no disk: write a path, ram:SIZE, null:SIZE or pscsi:DEVICE");
        return Backstore.of(isDevice(path) ? BackstoreType.BLOCK : BackstoreType.FILEIO, "disk", path, null);
    }

    private String needed(String text, String refusal) {
        if (text.isEmpty()) {
            throw refusal(refusal);
        }
        return text;
    }

    private boolean isDevice(String path) {
        return Files.exists(path(path)) && !Files.isRegularFile(path(path));
    }

    private Path path(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw refusal("is not a path (" + e.getReason() + ")");
        }
    }

    /** Checks the rules of configurations, in which paths are absolute. */
    private void check() {
        Backstore absolute = disk.path() == null
                ? disk
                : disk.with(Backstore.PATH, path(disk.path()).toAbsolutePath().toString());
        for (ConfigurationProblem problem : Rules.check(Configuration.EMPTY.withBackstores(List.of(absolute)))) {
            String option =
                    OPTION_OF.get(problem.pointer().substring(problem.pointer().lastIndexOf('/') + 1));
            throw refusal(option == null ? problem.message() : option + ": " + problem.message());
        }
    }

    private void apply(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? null : option.substring(equals + 1);
        if (!given.add(name)) {
            throw refusal(
                    name.equals("size") && disk.path() == null
                            ? "has two sizes: that of a source without a path stands after the colon"
                            : "gives " + name + " twice");
        }
        switch (name) {
            case "size" ->
                set(
                        Backstore.SIZE,
                        SizeArgument.parse("--disk '" + argument + "': size", needed(name, value, OPTIONS)));
            case "block-size" -> set(Backstore.BLOCK_SIZE, blockSize(needed(name, value, OPTIONS)));
            case "write-cache" -> set(Backstore.WRITE_CACHE, onOrOff(name, needed(name, value, OPTIONS)));
            case "serial" -> disk = disk.withIdentity(Identity.ofSerial(needed(name, value, OPTIONS)));
            case "read-only" -> set(Backstore.READ_ONLY, flag(name, value));
            case "cd" -> set(Backstore.CD, flag(name, value));
            case "removable" -> set(Backstore.REMOVABLE, flag(name, value));
            case "pi" -> set(Backstore.PROTECTION, protection(needed(name, value, OPTIONS)));
            case "thin" -> set(Backstore.THIN, flag(name, value));
            default -> throw refusal("there is no disk option '" + name + "': there are " + OPTIONS);
        }
    }

    private <V> void set(Setting<V> setting, V value) {
        disk = disk.with(setting, value);
    }

    private String needed(String name, String value, String options) {
        if (value == null || value.isEmpty()) {
            throw refusal("the option " + name + " needs a value: " + options);
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
        return Math.clamp(SizeArgument.parse("--disk '" + argument + "': block-size", value), 0, Integer.MAX_VALUE);
    }

    private Integer protection(String value) {
        try {
            return Backstore.PROTECTION.type().parse("pi", value);
        } catch (IllegalArgumentException e) {
            throw refusal(e.getMessage());
        }
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
