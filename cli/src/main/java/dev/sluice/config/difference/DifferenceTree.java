package dev.sluice.config.difference;

import dev.sluice.config.Difference;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Differences as text: the part of the tree with changed nodes. */
public final class DifferenceTree {
    private static final String INDENT = "  ";

    private DifferenceTree() {}

    /**
     * A line for each node, indented as in the tree, then the total. A line begins with + for a new node, - for a deleted one, ~ for
     * a changed one, and a blank for a node above those.
     */
    public static List<String> lines(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        List<Node> last = List.of();
        for (Difference difference : differences) {
            List<Node> path = path(difference.node());
            int depth = 0;
            while (depth < path.size() - 1
                    && depth < last.size()
                    && path.get(depth).equals(last.get(depth))) {
                depth++;
            }
            for (; depth < path.size() - 1; depth++) {
                lines.add(line(' ', depth, path.get(depth), ""));
            }
            lines.add(line(mark(difference.kind()), depth, difference.node(), difference.detail()));
            last = path;
        }
        lines.add(summary(differences));
        return lines;
    }

    /** The total, as in {@code 2 to create, 1 to delete}. */
    public static String summary(List<Difference> differences) {
        List<String> counts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = differences.stream()
                    .filter(difference -> difference.kind() == kind)
                    .count();
            if (count > 0) {
                counts.add(count + " to " + verb(kind));
            }
        }
        return counts.isEmpty() ? "Nothing changes." : String.join(", ", counts);
    }

    private static String verb(Kind kind) {
        return switch (kind) {
            case CREATED -> "create";
            case CHANGED -> "change";
            case DELETED -> "delete";
        };
    }

    private static char mark(Kind kind) {
        return switch (kind) {
            case CREATED -> '+';
            case CHANGED -> '~';
            case DELETED -> '-';
        };
    }

    private static List<Node> path(Node node) {
        Deque<Node> path = new ArrayDeque<>();
        Node step = node;
        while (!(step instanceof Node.Root)) {
            path.addFirst(step);
            step = step.parent();
        }
        path.addFirst(step);
        return List.copyOf(path);
    }

    private static String line(char mark, int depth, Node node, String detail) {
        String line = mark + " " + INDENT.repeat(depth) + node.label();
        return detail.isEmpty() ? line : line + "  " + detail;
    }
}
