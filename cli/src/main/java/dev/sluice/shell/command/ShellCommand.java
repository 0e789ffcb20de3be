package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;

/** A command of the shell. Stateless. */
public interface ShellCommand {
    /** The command's name, as it is typed. */
    String name();

    /** Its purpose, in one sentence. */
    String summary();

    /** Returns its syntax for {@code node}; null where it cannot be used. */
    CommandSyntax syntax(Node node);

    /** More of its purpose than the summary, as lines; may be empty. */
    default String details() {
        return "";
    }

    /** Returns a line to type for {@code node} where the command cannot be used in it, or null if there is none. */
    default String alternative(Node node) {
        return null;
    }

    /**
     * Runs the command.
     *
     * @throws UsageError if the arguments are wrong
     * @throws Refusal if the daemon refuses, or the command fails
     */
    void run(CommandCall call) throws UsageError, Refusal;
}
