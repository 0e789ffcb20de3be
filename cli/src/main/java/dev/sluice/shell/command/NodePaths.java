package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.NodeCatalog;
import dev.sluice.shell.view.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/** Paths of the tree as they are typed: from the root or from the current node, with {@code .} and {@code ..}. */
public final class NodePaths {
    private static final int SHOWN = 12;

    private NodePaths() {}

    /**
     * The node that a path says. That there is one is not checked.
     *
     * @throws UsageError if there can be none
     */
    public static Node resolve(Node from, String path) throws UsageError {
        Node node = path.startsWith("/") ? new Node.Root() : from;
        String at = "";
        try {
            for (String step : path.split("/")) {
                at = step;
                node = switch (step) {
                    case "", "." -> node;
                    case ".." -> node.parent();
                    default -> node.child(step);
                };
            }
        } catch (IllegalArgumentException e) {
            String advice = ForeignCommands.step(at);
            throw new UsageError(advice == null ? e.getMessage() + hint(path) : "there is no " + at + ": " + advice);
        }
        return node;
    }

    /**
     * The node, as it is.
     *
     * @throws UsageError if there is none; the message says what there is
     */
    public static Node existing(Snapshot in, Node node, String typed) throws UsageError {
        if (NodeCatalog.exists(in, node)) {
            return node;
        }
        Node above = node;
        Node missing = node;
        while (!NodeCatalog.exists(in, above)) {
            missing = above;
            above = above.parent();
        }
        List<Node> there = NodeCatalog.children(in, above);
        String known = there.isEmpty()
                ? above + " is empty"
                : "there is " + there.stream().limit(SHOWN).map(Node::label).collect(Collectors.joining(", "))
                        + (there.size() > SHOWN ? ", …" : "");
        throw new UsageError("there is no " + missing.label() + " in " + above + ": " + known + hint(typed));
    }

    /** For those who wrote a slash between path and command. */
    private static String hint(String path) {
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        return slash >= 0 && Commands.named(last) != null
                ? ". A blank stands before a command: " + (slash == 0 ? "/" : path.substring(0, slash)) + " " + last
                : "";
    }
}
