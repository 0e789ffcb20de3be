package dev.sluice.shell.completion;

import dev.sluice.config.Node;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ShellCommands;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.line.Word;
import java.util.ArrayList;
import java.util.List;

/** Completion of a line: the words that could be typed next. Confined to the thread that reads the lines. */
public final class Completion {
    private final ShellContext context;
    private final ShellCommands commands;

    public Completion(ShellContext context, ShellCommands commands) {
        this.context = context;
        this.commands = commands;
    }

    /**
     * Returns the words that the current word could become.
     *
     * @param before the words before it
     * @param typed the beginning of the word
     */
    public List<Proposal> propose(List<String> before, String typed) {
        context.snapshot().forget();
        return all(before, typed).stream()
                .filter(proposal -> proposal.text().startsWith(typed))
                .toList();
    }

    /** Returns proposals for the name of a command, for the node that the line is for. */
    public static List<Proposal> commands(ShellCommands commands, Node node) {
        return commands.at(node).stream()
                .map(command -> Proposal.of(command.name(), command.summary()))
                .toList();
    }

    private List<Proposal> all(List<String> before, String typed) {
        Node here = context.history().here();
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
                proposals.addAll(commands(commands, node));
            }
            if (line.path() == null) {
                proposals.addAll(NodeProposals.paths(context, here, typed));
            }
            return proposals;
        }
        ShellCommand command = commands.named(line.command());
        CommandSyntax syntax = command == null ? null : command.syntax(node);
        return syntax == null ? List.of() : arguments(node, syntax, syntax.guess(line.words()), typed);
    }

    private List<Proposal> arguments(Node node, CommandSyntax syntax, Arguments given, String typed) {
        Word word = new Word(typed);
        if (typed.startsWith("-")) {
            return syntax.options().stream()
                    .map(option -> Proposal.of(option.text(), option.description()))
                    .toList();
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
        if (syntax.further() == CommandSyntax.FurtherWords.NONE) {
            syntax.parameters().stream()
                    .filter(parameter -> !parameter.required() && !given.has(parameter.name()))
                    .map(parameter -> new Proposal(parameter.name() + "=", parameter.description(), false))
                    .forEach(proposals::add);
        }
        proposals.addAll(syntax.furtherValues().propose(context, node, given, typed));
        return proposals;
    }

    private static List<Proposal> behind(String prefix, List<Proposal> proposals) {
        return proposals.stream()
                .map(proposal -> new Proposal(prefix + proposal.text(), proposal.description(), proposal.whole()))
                .toList();
    }
}
