package dev.sluice.migrate.lio;

import dev.sluice.migrate.Renames;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Names of LIO's attributes and parameters, for users who type them in Sluice. Any thread. */
public final class LioNames {
    private LioNames() {}

    /** The name of a node in lower case, as in rtslib, or its new name. */
    static String node(Members members, String member, String name, Renames renames) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (renames.has(name)) {
            members.changed(member, "it is called " + renames.of(name) + " here", "Tell initiators of it");
            return renames.of(name);
        }
        if (renames.has(lower)) {
            return node(members, member, lower, renames);
        }
        if (!lower.equals(name)) {
            members.changed(member, "it is written in lower case, as LIO restores it", "");
        }
        return lower;
    }

    /** The reason why a member of LIO needs no counterpart, as a sentence without a full stop; null for other names. */
    public static String reason(String name) {
        return Stream.of(Known.STORAGE, Known.GROUP, Known.PARAMETER, Known.ACL)
                .flatMap(List::stream)
                .filter(known -> known.name().equalsIgnoreCase(name))
                .map(Known::reason)
                .findFirst()
                .orElse(null);
    }
}
