package dev.sluice.shell.view;

import dev.sluice.config.Difference;
import java.util.List;

/** What would change, as a difference of trees: a line for each node. */
public final class PlanView {
    private PlanView() {}

    /** The lines; one that says so where nothing changes. */
    public static List<String> lines(List<Difference> differences, OutputStyle look) {
        if (differences.isEmpty()) {
            return List.of("Nothing changes.");
        }
        return differences.stream().map(difference -> line(difference, look)).toList();
    }

    /** The part of the tree that changes, and what it comes to. */
    public static List<String> tree(List<Difference> differences, OutputStyle look) {
        return dev.sluice.config.difference.DifferenceTree.lines(differences).stream()
                .map(line -> switch (line.charAt(0)) {
                    case '+' -> look.good(line);
                    case '-' -> look.bad(line);
                    case '~' -> look.changed(line);
                    default -> line;
                })
                .toList();
    }

    private static String line(Difference difference, OutputStyle look) {
        String detail = difference.detail() == null || difference.detail().isEmpty() ? "" : "  " + difference.detail();
        return switch (difference.kind()) {
            case CREATED -> look.good("+ " + difference.node()) + detail;
            case CHANGED -> look.changed("~ " + difference.node()) + detail;
            case DELETED -> look.bad("- " + difference.node()) + detail;
        };
    }

    /** How many come, change and go. */
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
