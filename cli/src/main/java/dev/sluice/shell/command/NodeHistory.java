package dev.sluice.shell.command;

import dev.sluice.config.Node;
import java.util.ArrayList;
import java.util.List;

/** The nodes that a shell was at, with a current one among them. */
public final class NodeHistory {
    private final List<Node> visited = new ArrayList<>(List.of(new Node.Root()));
    private int current;

    public Node here() {
        return visited.get(current);
    }

    void go(Node node) {
        if (node.equals(here())) {
            return;
        }
        visited.subList(current + 1, visited.size()).clear();
        visited.add(node);
        current++;
    }

    /** One back, as {@code cd <} does; false at the beginning. */
    boolean back() {
        if (current == 0) {
            return false;
        }
        current--;
        return true;
    }

    /** One forth, as {@code cd >} does; false at the end. */
    boolean forth() {
        if (current == visited.size() - 1) {
            return false;
        }
        current++;
        return true;
    }
}
