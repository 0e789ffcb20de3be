package dev.sluice.shell.command;

import dev.sluice.config.Node;
import java.util.ArrayList;
import java.util.List;

/** The nodes that a shell has visited, with the current one among them. */
public final class NodeHistory {
    private final List<Node> visited = new ArrayList<>(List.of(new Node.Root()));
    private int current;

    /** The current node. */
    public Node here() {
        return visited.get(current);
    }

    /** Makes a node the current one, which need not exist; nodes after the one before are forgotten. */
    public void go(Node node) {
        if (node.equals(here())) {
            return;
        }
        visited.subList(current + 1, visited.size()).clear();
        visited.add(node);
        current++;
    }

    /** Goes one node back, as {@code cd <} does; false at the beginning. */
    public boolean back() {
        if (current == 0) {
            return false;
        }
        current--;
        return true;
    }

    /** Goes one node forward, as {@code cd >} does; false at the end. */
    public boolean forward() {
        if (current == visited.size() - 1) {
            return false;
        }
        current++;
        return true;
    }
}
