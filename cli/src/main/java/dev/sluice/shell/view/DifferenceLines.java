package dev.sluice.shell.view;

import dev.sluice.config.Difference;
import dev.sluice.config.difference.DifferenceTree;
import java.util.List;

/** Differences of two configurations as text: a line for each node. */
public final class DifferenceLines {
    private DifferenceLines() {}

    /** Returns the lines; a single line if there is no difference. */
    public static List<String> of(List<Difference> differences, OutputStyle style) {
        if (differences.isEmpty()) {
            return List.of("Nothing changes.");
        }
        return differences.stream().map(difference -> line(difference, style)).toList();
    }

    /** Returns the part of the tree that changes, and a summary. */
    public static List<String> tree(List<Difference> differences, OutputStyle style) {
        return DifferenceTree.lines(differences).stream()
                .map(line -> switch (line.charAt(0)) {
                    case '+' -> style.good(line);
                    case '-' -> style.bad(line);
                    case '~' -> style.changed(line);
                    default -> line;
                })
                .toList();
    }

    private static String line(Difference difference, OutputStyle style) {
        String detail = difference.detail() == null || difference.detail().isEmpty() ? "" : "  " + difference.detail();
        return switch (difference.kind()) {
            case CREATED -> style.good("+ " + difference.node()) + detail;
            case CHANGED -> style.changed("~ " + difference.node()) + detail;
            case DELETED -> style.bad("- " + difference.node()) + detail;
        };
    }

    /** Returns the numbers of nodes to create, change and delete. */
    public static String count(List<Difference> differences) {
        return count(differences, Difference.Kind.CREATED) + " to create, "
                + count(differences, Difference.Kind.CHANGED) + " to change, "
                + count(differences, Difference.Kind.DELETED) + " to delete.";
    }

    private static long count(List<Difference> differences, Difference.Kind kind) {
        return differences.stream()
                .filter(difference -> difference.kind() == kind)
                .count();
    }
}
