package dev.sluice.shell.command;

/**
 * A parameter of a command: given by its place, or as {@code name=value}.
 *
 * @param name what it is called
 * @param required whether it must be given
 * @param description what it is, without a full stop
 * @param values what may be proposed for it
 */
public record Parameter(String name, boolean required, String description, Values values) {
    public static Parameter required(String name, String description, Values values) {
        return new Parameter(name, true, description, values);
    }

    public static Parameter optional(String name, String description, Values values) {
        return new Parameter(name, false, description, values);
    }

    /** As in a syntax: its name, in brackets where it may be left out. */
    @Override
    public String toString() {
        return required ? name : "[" + name + "]";
    }
}
