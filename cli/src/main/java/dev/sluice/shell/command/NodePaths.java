package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.shell.foreign.ForeignPaths;
import dev.sluice.shell.line.UnknownPath;
import dev.sluice.shell.view.NodeLookup;
import dev.sluice.shell.view.ServedSnapshot;
import java.util.List;
import java.util.stream.Collectors;

/** Paths of the tree as they are typed: from the root or from the current node, with {@code .} and {@code ..}. */
public final class NodePaths {
    private static final int SHOWN = 12;

    private NodePaths() {}

    /**
     * Returns the node that a path names. The node need not exist.
     *
     * @throws UnknownPath if no such node can exist
     */
    public static Node resolve(Node from, String path) throws UnknownPath {
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
            String advice = ForeignPaths.step(at);
            throw advice == null
                    ? new UnknownPath(e.getMessage(), path)
                    : new UnknownPath("there is no " + at + ": " + advice, "");
        }
        return node;
    }

    /**
     * Returns the node, if it exists.
     *
     * @param typed the path as it was typed
     * @throws UnknownPath if it does not exist; the message lists the nodes in its place
     */
    public static Node existing(ServedSnapshot in, Node node, String typed) throws UnknownPath {
        if (NodeLookup.exists(in, node)) {
            return node;
        }
        Node above = node;
        Node missing = node;
        while (!NodeLookup.exists(in, above)) {
            missing = above;
            above = above.parent();
        }
        List<Node> there = NodeLookup.children(in, above);
        String known = there.isEmpty()
                ? above + " is empty"
                : "there is " + there.stream().limit(SHOWN).map(Node::label).collect(Collectors.joining(", "))
                        + (there.size() > SHOWN ? ", …" : "");
        throw new UnknownPath("there is no " + missing.label() + " in " + above + ": " + known, typed);
    }
}
