package dev.sluice.migrate.tgt;

import java.util.List;

/**
 * A line of the configuration, or a block of them.
 *
 * @param where file and line
 * @param name its name
 * @param value the text behind the name, or empty
 * @param children the content of the block; null for a line
 */
record Directive(String where, String name, String value, List<Directive> children) {
    boolean isBlock() {
        return children != null;
    }
}
