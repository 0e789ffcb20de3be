package dev.sluice.migrate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Other names for targets and initiators, and those of them that were used. Of one import. */
public final class Renames {
    private final Map<String, String> names;
    private final Set<String> used = new HashSet<>();

    /** @param names old ones to new ones */
    public Renames(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** None at all. */
    public static Renames none() {
        return new Renames(Map.of());
    }

    /** The name that is to be used for one. */
    public String of(String name) {
        String other = names.get(name);
        if (other == null) {
            return name;
        }
        used.add(name);
        return other;
    }

    /** True if a name gets another one. */
    public boolean has(String name) {
        return names.containsKey(name);
    }

    /**
     * Called when all names have been seen.
     *
     * @throws IllegalArgumentException if some that were to be changed are nobody's
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
