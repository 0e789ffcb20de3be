package dev.sluice.shell.command;

/**
 * A parameter of a command: given by its place, or as {@code name=value}.
 *
 * @param name what it is called
 * @param required whether it must be given
 * @param description what it is, without a full stop
 * @param values what may be proposed for it
 */
public record CommandParameter(String name, boolean required, String description, ValueProposals values) {
    public static CommandParameter required(String name, String description, ValueProposals values) {
        return new CommandParameter(name, true, description, values);
    }

    public static CommandParameter optional(String name, String description, ValueProposals values) {
        return new CommandParameter(name, false, description, values);
    }

    /** As in a syntax: its name, in brackets where it may be left out. */
    @Override
    public String toString() {
        return required ? name : "[" + name + "]";
    }
}
