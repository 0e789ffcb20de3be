package dev.sluice.daemon;

import dev.sluice.config.Difference;
import java.util.List;
import java.util.Locale;

/** Summaries of saved versions. */
final class VersionSummaries {
    private VersionSummaries() {}

    /** The first difference, and the number of the others. */
    static String of(List<Difference> differences) {
        if (differences.isEmpty()) {
            return "as before";
        }
        Difference first = differences.getFirst();
        String text = first.kind().name().toLowerCase(Locale.ROOT) + " " + first.node();
        return differences.size() == 1 ? text : text + " and " + (differences.size() - 1) + " more";
    }
}
