package dev.sluice.migrate;

import java.util.List;

/**
 * A configuration of Sluice in the form of another program.
 *
 * @param text of its file
 * @param findings the findings
 */
public record Exported(String text, List<Finding> findings) {}
