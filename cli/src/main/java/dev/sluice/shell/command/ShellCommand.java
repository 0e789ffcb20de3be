package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;

/** Something that can be done in the tree. Stateless. */
public interface ShellCommand {
    /** What is typed. */
    String name();

    /** What it does, in one sentence. */
    String summary();

    /** What it takes when it is for {@code node}; null where it cannot be used there. */
    CommandSyntax syntax(Node node);

    /** More than the summary says, as lines; may be empty. */
    default String details() {
        return "";
    }

    /**
     * Does it.
     *
     * @throws UsageError if what was typed is not understood
     * @throws Refusal if it is understood, and not done
     */
    void run(CommandCall call) throws UsageError, Refusal;
}
