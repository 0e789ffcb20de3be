package dev.sluice.shell.completion;

import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.text.TimeText;
import java.util.Arrays;
import java.util.List;

/** Proposals for parameters with a fixed set of words, and for saved versions. */
public final class ParameterProposals {
    public static final ValueProposals FLAG = words("true", "false");

    /** The numbers of the saved versions. */
    public static final ValueProposals VERSIONS =
            (context, node, given, typed) -> context.administration().versions().stream()
                    .map(version -> Proposal.of(
                            String.valueOf(version.number()), TimeText.of(version.time()) + " " + version.summary()))
                    .toList();

    private ParameterProposals() {}

    public static ValueProposals words(String... words) {
        List<Proposal> proposals = Arrays.stream(words).map(Proposal::of).toList();
        return (context, node, given, typed) -> proposals;
    }
}
