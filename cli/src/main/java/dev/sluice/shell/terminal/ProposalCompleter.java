package dev.sluice.shell.terminal;

import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.completion.Completion;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completion for JLine. */
final class ProposalCompleter implements Completer {
    private final Completion completion;

    ProposalCompleter(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.word().substring(0, line.wordCursor());
        try {
            completion.propose(line.words().subList(0, line.wordIndex()), typed).stream()
                    .map(ProposalCompleter::candidate)
                    .forEach(candidates::add);
        } catch (ApiUnreachable e) {
            // without an answer of the daemon there is nothing to propose
        }
    }

    private static Candidate candidate(Proposal proposal) {
        String description = proposal.description().isEmpty() ? null : proposal.description();
        return new Candidate(proposal.text(), label(proposal.text()), null, description, null, null, proposal.whole());
    }

    /** Returns the last step of a path; the steps before it are typed already. */
    private static String label(String text) {
        int end = text.endsWith("/") ? text.length() - 1 : text.length();
        int slash = end > 0 ? text.lastIndexOf('/', end - 1) : -1;
        return slash > 0 || slash == 0 && end > 1 ? text.substring(slash + 1) : text;
    }
}
