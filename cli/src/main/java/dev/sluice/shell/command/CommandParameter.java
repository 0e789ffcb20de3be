package dev.sluice.shell.command;

/**
 * A parameter of a command: given by its place, or as {@code name=value}.
 *
 * @param name its name
 * @param required true if it must be given
 * @param description its meaning, without a full stop
 * @param values proposals for its value
 */
public record CommandParameter(String name, boolean required, String description, ValueProposals values) {
    public static CommandParameter required(String name, String description, ValueProposals values) {
        return new CommandParameter(name, true, description, values);
    }

    public static CommandParameter optional(String name, String description, ValueProposals values) {
        return new CommandParameter(name, false, description, values);
    }

    /** Returns the name, in brackets if the parameter is optional: as in a syntax. */
    @Override
    public String toString() {
        return required ? name : "[" + name + "]";
    }
}
