package dev.sluice.shell.view;

import java.io.PrintWriter;
import java.util.List;

/** Draws a tree of nodes: a line each, the summaries at the right margin. */
public final class TreePainter {
    private static final String KNOT = "o- ";
    private static final int STEP = 2;

    private final OutputStyle style;
    private final PrintWriter out;
    private int width;

    public TreePainter(OutputStyle style, PrintWriter out) {
        this.style = style;
        this.out = out;
    }

    /** Draws {@code root} and the nodes below it. */
    public void paint(TreeItem root) {
        width = Math.max(style.width() - 1, longest(root, 0));
        paint(root, "", "  ");
    }

    private static int longest(TreeItem item, int margin) {
        int longest =
                margin + KNOT.length() + item.name().length() + item.summary().length() + " . []".length();
        for (TreeItem child : item.children()) {
            longest = Math.max(longest, longest(child, margin + STEP));
        }
        return longest;
    }

    private void paint(TreeItem item, String margin, String below) {
        int used = margin.length()
                + KNOT.length()
                + item.name().length()
                + item.summary().length()
                + "  []".length();
        String dots = ".".repeat(Math.max(1, width - used));
        out.println(margin + KNOT + style.bold(item.name()) + " " + style.faint(dots) + " [" + summary(item) + "]");
        List<TreeItem> children = item.children();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            paint(children.get(i), below, below + (last ? "  " : "| "));
        }
    }

    private String summary(TreeItem item) {
        return switch (item.health()) {
            case GOOD -> style.good(item.summary());
            case BAD -> style.bad(item.summary());
            case NEUTRAL -> item.summary();
        };
    }
}
