package dev.sluice.api;

import dev.sluice.config.Difference;
import java.util.List;

/** Effect of a request, done or foreseen.
 *
 * @param revision of what is served after it
 * @param differences to what was served before, in the order of the tree
 * @param saved true if the configuration is saved
 * @param warnings of what is new, and can be, but is hardly meant, in sentences
 */
public record ChangeAnswer(long revision, List<Difference> differences, boolean saved, List<String> warnings) {
    public ChangeAnswer {
        if (differences == null) {
            throw new IllegalArgumentException("an answer tells what is different");
        }
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }
}
