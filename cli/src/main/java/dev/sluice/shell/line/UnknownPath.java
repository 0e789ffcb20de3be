package dev.sluice.shell.line;

/** A path of the tree that names no node. */
public final class UnknownPath extends UsageError {
    private static final long serialVersionUID = 1;

    private final String path;

    /** @param path the path as it was typed, or empty */
    public UnknownPath(String message, String path) {
        super(message);
        this.path = path;
    }

    public String path() {
        return path;
    }
}
