package dev.sluice.shell.command;

import java.util.List;

/** Proposes what could be typed for a parameter. */
@FunctionalInterface
public interface ValueProposals {
    /** Proposes nothing. */
    ValueProposals NONE = (context, node, given, typed) -> List.of();

    /**
     * What could be typed.
     *
     * @param context where the shell is, and what it knows
     * @param node the node that the command is for
     * @param given the parameters that are there already
     * @param typed what there is of the word; proposals that do not begin with it are left out by the caller
     */
    List<Proposal> propose(Context context, dev.sluice.config.Node node, Arguments given, String typed);
}
