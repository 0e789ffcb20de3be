package dev.sluice.shell.builtin;

import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.migrate.lio.LioNames;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.CommandSyntax.FurtherWords;
import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.foreign.ForeignSettings;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.line.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The groups of values that {@code get} and {@code set} have for a node. */
final class AttributeGroups {
    private static final String PARAMETER = "group";
    private static final String GLOBAL = "global";

    private AttributeGroups() {}

    /** Returns the groups of the node; and the group of the root, which can be typed for every node. */
    static List<String> of(Node node) {
        List<String> groups = new ArrayList<>(Attributes.groups(node));
        if (!groups.contains(GLOBAL)) {
            groups.add(GLOBAL);
        }
        return List.copyOf(groups);
    }

    /** Returns the node whose group is meant when it is typed for {@code node}. */
    static Node owner(Node node, String group) {
        return GLOBAL.equals(group) ? new Node.Root() : node;
    }

    /** Returns the syntax of a group, followed by names of its values or by values. */
    static CommandSyntax syntax(Node node, FurtherWords further, CommandOption... options) {
        List<String> groups = of(node);
        return CommandSyntax.of(CommandParameter.optional(
                        PARAMETER,
                        "the group of values: " + String.join(", ", groups),
                        ParameterProposals.words(groups.toArray(String[]::new))))
                .further(
                        further,
                        further == FurtherWords.NAMES ? AttributeGroups::proposeNames : AttributeGroups::proposePairs)
                .options(options);
    }

    /** Reads a group of values for a command. */
    static List<Value> read(CommandCall call, String group) throws UsageError {
        try {
            return values(call.context(), call.node(), group);
        } catch (IllegalArgumentException e) {
            List<String> names = new ArrayList<>(call.arguments().pairs().keySet());
            names.addAll(call.arguments().names());
            String advice = ForeignSettings.group(call.node(), group, names);
            throw new UsageError(advice == null ? e.getMessage() : advice);
        }
    }

    /** Returns the value of that name, in any case of letters. */
    static Value named(List<Value> values, Node node, String group, String name) throws UsageError {
        for (Value value : values) {
            if (value.name().equalsIgnoreCase(name)) {
                return value;
            }
        }
        String advice = ForeignSettings.value(group, name);
        String reason = advice == null ? LioNames.reason(name) : advice;
        throw new UsageError("there is no " + group + " '" + name + "' of " + node + ": "
                + (reason == null ? "there are " : reason + ". There are ")
                + values.stream().map(Value::name).collect(Collectors.joining(", ")));
    }

    private static List<Value> values(ShellContext context, Node node, String group) {
        return Attributes.read(context.snapshot().configuration(), owner(node, group), group);
    }

    private static List<Proposal> proposeNames(ShellContext context, Node node, Arguments given, String typed) {
        return known(context, node, given).stream()
                .map(value -> Proposal.of(value.name(), value.description()))
                .toList();
    }

    /** Proposes names that are not given yet; behind a name, its values. */
    private static List<Proposal> proposePairs(ShellContext context, Node node, Arguments given, String typed) {
        String name = new Word(typed).name();
        List<Proposal> proposals = new ArrayList<>();
        for (Value value : known(context, node, given)) {
            if (name == null && !given.pairs().containsKey(value.name())) {
                proposals.add(new Proposal(value.name() + "=", value.description(), false));
            } else if (value.name().equals(name)) {
                value.choices().forEach(choice -> proposals.add(Proposal.of(value.name() + "=" + choice)));
            }
        }
        return proposals;
    }

    /** Returns the values of the group that is given; none where it is not given, or unknown. */
    private static List<Value> known(ShellContext context, Node node, Arguments given) {
        if (!given.has(PARAMETER)) {
            return List.of();
        }
        try {
            return values(context, node, given.text(PARAMETER));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
