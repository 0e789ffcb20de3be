package dev.sluice.migrate.lio;

import java.util.List;
import java.util.stream.Stream;

/** Names that LIO's attributes and parameters have, for those who type them here. Any thread. */
public final class LioNames {
    private LioNames() {}

    /** Why one that LIO has needs no counterpart, as a sentence without a full stop; null of all others. */
    public static String reason(String name) {
        return Stream.of(Known.STORAGE, Known.GROUP, Known.PARAMETER, Known.ACL)
                .flatMap(List::stream)
                .filter(known -> known.name().equalsIgnoreCase(name))
                .map(Known::reason)
                .findFirst()
                .orElse(null);
    }
}
