package dev.sluice.shell.command;

import dev.sluice.config.Node;
import java.util.List;

/** Proposals for a word of a command: values of a parameter, or the words that follow the parameters. */
@FunctionalInterface
public interface ValueProposals {
    /** No proposals. */
    ValueProposals NONE = (context, node, given, typed) -> List.of();

    /**
     * Returns the proposals.
     *
     * @param context the shell's context
     * @param node the node that the command is for
     * @param given the arguments before this word; null where there are none yet
     * @param typed the beginning of the word; the caller leaves out proposals that do not begin with it
     */
    List<Proposal> propose(ShellContext context, Node node, Arguments given, String typed);
}
