package dev.sluice.shell.terminal;

import dev.sluice.config.Node;

/** The prompt: the current path, or the end of a long one. */
final class Prompt {
    private static final int LONGEST = 30;

    private Prompt() {}

    static String of(Node node) {
        String path = node.toString();
        return (path.length() <= LONGEST ? path : "…/" + node.label()) + "> ";
    }
}
