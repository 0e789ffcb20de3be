package dev.sluice.api;

import dev.sluice.config.Difference;
import java.util.List;

/** Effect of a request, or of a dry run.
 *
 * @param revision the revision of the served configuration after it
 * @param differences the differences from the configuration before, in the order of the tree
 * @param saved true if the configuration is saved
 * @param warnings new warnings about likely mistakes, in sentences
 */
public record ChangeAnswer(long revision, List<Difference> differences, boolean saved, List<String> warnings) {
    public ChangeAnswer {
        if (differences == null) {
            throw new IllegalArgumentException("an answer tells what is different");
        }
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }
}
