package dev.sluice.migrate.tgt;

import java.util.List;

/**
 * A line of the configuration, or a block of them.
 *
 * @param where file and line
 * @param name what it is
 * @param value what stands behind the name; empty if there is nothing
 * @param children what is in the block; null for a line
 */
record Directive(String where, String name, String value, List<Directive> children) {
    boolean isBlock() {
        return children != null;
    }
}
