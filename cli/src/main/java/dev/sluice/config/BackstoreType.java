package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.config.setting.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of backstores, by the names of targetcli: one row for each, from which rules, schema and changes follow. The layers
 * above have one row for each kind as well, for opening, for the shell and for LIO.
 */
public enum BackstoreType {
    BLOCK(
            "block",
            "a block device",
            Storage.DEVICE,
            MemberRefusal.of(
                    Backstore.PROTECTION,
                    "protection information is for files, memory and null disks, not for devices: leave it out"),
            MemberRefusal.ofOn(Backstore.CD, MemberRefusal.NO_IMAGE)),
    FILEIO("fileio", "a file", Storage.FILE),
    NULL(
            "null",
            "nothing: reads return zeroes, writes are dropped",
            Storage.NOTHING,
            MemberRefusal.ofOn(Backstore.CD, MemberRefusal.NO_IMAGE),
            MemberRefusal.ofOn(Backstore.THIN, "a null disk keeps nothing that could be thin: leave it out")),
    PSCSI(
            "pscsi",
            "a SCSI device that executes the commands itself",
            Storage.DEVICE,
            Backstore.SETTINGS.inFile().stream()
                    .filter(setting -> setting != Backstore.PATH && setting != Backstore.SIZE)
                    .map(setting -> MemberRefusal.of(setting, MemberRefusal.PASSED_THROUGH))
                    .toArray(MemberRefusal[]::new)),
    RAMDISK(
            "ramdisk",
            "memory that is empty at every start",
            Storage.MEMORY,
            MemberRefusal.ofOn(Backstore.CD, MemberRefusal.NO_IMAGE));

    /** The place of the data. */
    public enum Storage {
        /** A file of a file system: it is created where there is none, and can have another size while it is used. */
        FILE("file"),
        /** A device of the machine, which has its own size and block length. */
        DEVICE("device"),
        /** Memory of the process: its content is lost when the disk is recreated. */
        MEMORY(null),
        /** No storage: data written are dropped. */
        NOTHING(null);

        private final String noun;

        Storage(String noun) {
            this.noun = noun;
        }
    }

    private final String label;
    private final String description;
    private final Storage storage;
    private final List<MemberRefusal> refusals;

    BackstoreType(String label, String description, Storage storage, MemberRefusal... refusals) {
        this.label = label;
        this.description = description;
        this.storage = storage;
        List<MemberRefusal> all = new ArrayList<>();
        if (storage == Storage.DEVICE) {
            all.add(MemberRefusal.of(Backstore.SIZE, "a device has the size that it has: leave it out"));
        }
        if (storage.noun == null) {
            all.add(MemberRefusal.of(Backstore.PATH, "a backstore of type " + label + " has no path: leave it out"));
        }
        all.addAll(List.of(refusals));
        this.refusals = List.copyOf(all);
    }

    /** The name in paths and files. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The place of the data, in words for the documentation. */
    public String description() {
        return description;
    }

    /** The place of the data. */
    public Storage storage() {
        return storage;
    }

    /** True where there is a file or device; otherwise there is only a size. */
    public boolean hasPath() {
        return storage.noun != null;
    }

    /** The noun for the path, or null where there is none. */
    String pathNoun() {
        return storage.noun;
    }

    /** True where {@code size} cannot be left out. */
    public boolean needsSize() {
        return !hasPath();
    }

    /** The settings that this type does not have. */
    public List<MemberRefusal> refusals() {
        return refusals;
    }

    /** The settings of an identity that this type does not have. */
    public List<Setting<?>> refusedIdentity() {
        return this == PSCSI
                ? Identity.SETTINGS.inFile().stream()
                        .filter(setting -> setting != Identity.SERIAL)
                        .toList()
                : List.of();
    }

    /** True if this type can have a setting with that value, which is not null. */
    public boolean takes(Setting<?> setting, Object value) {
        return refusals.stream().noneMatch(refusal -> refusal.concerns(setting, value));
    }

    /** The type of that label, or null. */
    public static BackstoreType find(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElse(null);
    }

    /**
     * The type of that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BackstoreType of(String label) {
        BackstoreType type = find(label);
        if (type == null) {
            throw new IllegalArgumentException(
                    "there are no backstores of type '" + label + "': there are " + labels("", ", "));
        }
        return type;
    }

    /** All labels, each between two {@code quotes}. */
    public static String labels(String quotes, String separator) {
        return Stream.of(values()).map(type -> quotes + type.label + quotes).collect(Collectors.joining(separator));
    }
}
