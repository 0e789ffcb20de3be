package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.shell.command.CommandSyntax.More;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.line.Word;
import java.util.ArrayList;
import java.util.List;

/** What could be typed next. */
public final class Completion {
    private final Context context;

    public Completion(Context context) {
        this.context = context;
    }

    /**
     * What the current word could become.
     *
     * @param before the words before it
     * @param typed what there is of it
     */
    public List<Proposal> propose(List<String> before, String typed) {
        context.snapshot().forget();
        return all(before, typed).stream()
                .filter(proposal -> proposal.text().startsWith(typed))
                .toList();
    }

    private List<Proposal> all(List<String> before, String typed) {
        Node here = context.places().here();
        Line line = Line.of(before);
        Node node;
        try {
            node = line.path() == null ? here : NodePaths.resolve(here, line.path());
        } catch (UsageError e) {
            return List.of();
        }
        if (line.command() == null) {
            List<Proposal> proposals = new ArrayList<>();
            if (!Line.isPath(typed)) {
                proposals.addAll(ParameterProposals.COMMANDS.propose(context, node, null, typed));
            }
            if (line.path() == null) {
                proposals.addAll(ParameterProposals.paths(context, here, typed));
            }
            return proposals;
        }
        ShellCommand command = Commands.named(line.command());
        CommandSyntax syntax = command == null ? null : command.syntax(node);
        return syntax == null ? List.of() : arguments(node, syntax, syntax.guess(line.words()), typed);
    }

    private List<Proposal> arguments(Node node, CommandSyntax syntax, Arguments given, String typed) {
        Word word = new Word(typed);
        if (typed.startsWith("-")) {
            return syntax.options().stream().map(Proposal::of).toList();
        }
        CommandParameter named = word.name() == null ? null : syntax.named(word.name());
        if (named != null) {
            return behind(word.name() + "=", named.values().propose(context, node, given, word.value()));
        }
        List<Proposal> proposals = new ArrayList<>();
        CommandParameter next = syntax.next(given);
        if (next != null) {
            proposals.addAll(next.values().propose(context, node, given, typed));
        }
        if (syntax.more() == More.NOTHING) {
            syntax.parameters().stream()
                    .filter(parameter -> !parameter.required() && !given.has(parameter.name()))
                    .map(parameter -> new Proposal(parameter.name() + "=", parameter.description(), false))
                    .forEach(proposals::add);
        }
        if (given.has("group")) {
            proposals.addAll(values(node, syntax, given, word));
        }
        return proposals;
    }

    private static List<Proposal> behind(String prefix, List<Proposal> proposals) {
        return proposals.stream()
                .map(proposal -> new Proposal(prefix + proposal.text(), proposal.description(), proposal.whole()))
                .toList();
    }

    /** The values of a group, by name; of those that are set, also what they could be. */
    private List<Proposal> values(Node node, CommandSyntax syntax, Arguments given, Word word) {
        List<Value> values;
        try {
            values = Attributes.read(
                    context.snapshot().configuration(),
                    ValueGroups.owner(node, given.text("group")),
                    given.text("group"));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        List<Proposal> proposals = new ArrayList<>();
        for (Value value : values) {
            if (syntax.more() == More.WORDS) {
                proposals.add(Proposal.of(value.name(), value.description()));
            } else if (word.name() == null && !given.pairs().containsKey(value.name())) {
                proposals.add(new Proposal(value.name() + "=", value.description(), false));
            } else if (value.name().equals(word.name())) {
                value.choices().forEach(choice -> proposals.add(Proposal.of(value.name() + "=" + choice)));
            }
        }
        return proposals;
    }
}
