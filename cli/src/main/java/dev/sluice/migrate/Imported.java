package dev.sluice.migrate;

import dev.sluice.config.Configuration;
import java.util.List;
import java.util.Map;

/**
 * A foreign configuration as Sluice has it.
 *
 * @param configuration what is served
 * @param findings what is not as it was
 * @param fates what became of each element, by where it stands
 */
public record Imported(Configuration configuration, List<Finding> findings, Map<String, ImportOutcome> fates) {}
