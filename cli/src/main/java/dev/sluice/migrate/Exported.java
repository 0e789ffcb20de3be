package dev.sluice.migrate;

import java.util.List;

/**
 * A configuration of Sluice as another program has it.
 *
 * @param text of its file
 * @param findings the findings
 */
public record Exported(String text, List<Finding> findings) {}
