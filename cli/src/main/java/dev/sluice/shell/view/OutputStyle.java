package dev.sluice.shell.view;

/**
 * The style of output.
 *
 * @param coloured true to use colours
 * @param width columns of a line, at least 40
 */
public record OutputStyle(boolean coloured, int width) {
    /** The style without colours, on 80 columns. */
    public static final OutputStyle PLAIN = new OutputStyle(false, 80);

    private static final int LEAST_WIDTH = 40;
    private static final String RESET = "\u001b[0m";

    public OutputStyle {
        width = Math.max(width, LEAST_WIDTH);
    }

    public String bold(String text) {
        return in("1", text);
    }

    /** Text about a healthy or new thing. */
    public String good(String text) {
        return in("32", text);
    }

    /** Text about a fault, a warning, or a deletion. */
    public String bad(String text) {
        return in("1;31", text);
    }

    /** Text about a change. */
    public String changed(String text) {
        return in("33", text);
    }

    /** Text that only leads the eye, such as dots. */
    public String faint(String text) {
        return in("34", text);
    }

    private String in(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
