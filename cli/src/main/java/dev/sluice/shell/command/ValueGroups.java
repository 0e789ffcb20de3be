package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.migrate.lio.LioNames;
import dev.sluice.shell.line.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Groups of values, for those who read and those who set them. */
final class ValueGroups {
    private static final String GLOBAL = "global";

    private ValueGroups() {}

    /** Those of the node, and those of the root, which are typed anywhere. */
    static List<String> of(Node node) {
        List<String> groups = new ArrayList<>(Attributes.groups(node));
        if (!groups.contains(GLOBAL)) {
            groups.add(GLOBAL);
        }
        return List.copyOf(groups);
    }

    /** The node that has a group where it is typed for another. */
    static Node owner(Node node, String group) {
        return GLOBAL.equals(group) ? new Node.Root() : node;
    }

    static CommandSyntax syntax(Node node, CommandSyntax.More more, String... options) {
        List<String> groups = of(node);
        return CommandSyntax.of(CommandParameter.optional(
                        "group",
                        "which values: " + String.join(", ", groups),
                        ParameterProposals.words(groups.toArray(String[]::new))))
                .more(more)
                .options(options);
    }

    static List<Value> read(CommandCall call, String group) throws UsageError {
        try {
            return Attributes.read(call.context().snapshot().configuration(), owner(call.node(), group), group);
        } catch (IllegalArgumentException e) {
            List<String> names = new ArrayList<>(call.arguments().pairs().keySet());
            names.addAll(call.arguments().rest());
            String advice = ForeignCommands.group(call.node(), group, names);
            throw new UsageError(advice == null ? e.getMessage() : advice);
        }
    }

    static Value named(List<Value> values, Node node, String group, String name) throws UsageError {
        for (Value value : values) {
            if (value.name().equalsIgnoreCase(name)) {
                return value;
            }
        }
        String advice = ForeignCommands.value(group, name);
        String reason = advice == null ? LioNames.reason(name) : advice;
        throw new UsageError("there is no " + group + " '" + name + "' of " + node + ": "
                + (reason == null ? "there are " : reason + ". There are ")
                + values.stream().map(Value::name).collect(Collectors.joining(", ")));
    }
}
