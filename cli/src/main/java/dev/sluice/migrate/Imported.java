package dev.sluice.migrate;

import dev.sluice.config.Configuration;
import java.util.List;
import java.util.Map;

/**
 * A foreign configuration in the form of Sluice.
 *
 * @param configuration the configuration
 * @param findings the findings
 * @param fates the result for each element, by its place
 */
public record Imported(Configuration configuration, List<Finding> findings, Map<String, ImportOutcome> fates) {}
