package dev.sluice.shell.terminal;

import dev.sluice.config.Node;

/** What stands before a line that is typed: the current path, of a long one its end. */
final class Prompt {
    private static final int LONGEST = 30;

    private Prompt() {}

    static String of(Node node) {
        String path = node.toString();
        return (path.length() <= LONGEST ? path : "…/" + node.label()) + "> ";
    }
}
