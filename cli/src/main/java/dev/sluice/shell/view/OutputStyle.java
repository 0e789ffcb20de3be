package dev.sluice.shell.view;

/**
 * What output looks like.
 *
 * @param coloured whether colours are used
 * @param width columns of a line, at least 40
 */
public record OutputStyle(boolean coloured, int width) {
    /** Without colours, on 80 columns. */
    public static final OutputStyle PLAIN = new OutputStyle(false, 80);

    private static final int LEAST_WIDTH = 40;
    private static final String RESET = "\u001b[0m";

    public OutputStyle {
        width = Math.max(width, LEAST_WIDTH);
    }

    public String bold(String text) {
        return in("1", text);
    }

    /** What is as it should be. */
    public String good(String text) {
        return in("32", text);
    }

    /** What needs somebody. */
    public String bad(String text) {
        return in("1;31", text);
    }

    /** What changes. */
    public String changed(String text) {
        return in("33", text);
    }

    /** What only leads the eye. */
    public String faint(String text) {
        return in("34", text);
    }

    private String in(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
