package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What data lies on, by the names that targetcli has for it. */
public enum BackstoreType {
    BLOCK("block", true),
    FILEIO("fileio", true),
    NULL("null", false),
    PSCSI("pscsi", true),
    RAMDISK("ramdisk", false);

    private final String label;
    private final boolean path;

    BackstoreType(String label, boolean path) {
        this.label = label;
        this.path = path;
    }

    /** The name in paths and files. */
    @JsonValue
    public String label() {
        return label;
    }

    /** Whether there is a file or device; otherwise there is only a size. */
    public boolean hasPath() {
        return path;
    }

    /**
     * The type of that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BackstoreType of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no backstores of type '" + label
                        + "': there are "
                        + Arrays.stream(values()).map(BackstoreType::label).collect(Collectors.joining(", "))));
    }
}
