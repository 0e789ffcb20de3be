package dev.sluice.migrate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** New names for targets and initiators, with a record of the used ones. For one import. */
public final class Renames {
    private final Map<String, String> names;
    private final Set<String> used = new HashSet<>();

    /** @param names new names by old ones */
    public Renames(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** No new names. */
    public static Renames none() {
        return new Renames(Map.of());
    }

    /** The new name of a target or initiator, or the same if it has none. */
    public String of(String name) {
        String other = names.get(name);
        if (other == null) {
            return name;
        }
        used.add(name);
        return other;
    }

    /** True if there is a new name for a name. */
    public boolean has(String name) {
        return names.containsKey(name);
    }

    /**
     * Ends the import of names.
     *
     * @throws IllegalArgumentException if an old name was not used
     */
    public void finish() {
        List<String> unused = names.keySet().stream()
                .filter(name -> !used.contains(name))
                .sorted()
                .toList();
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("no target or initiator in it is called " + String.join(" or ", unused)
                    + ": write --rename OLD=NEW with a name as it is in the file");
        }
    }
}
