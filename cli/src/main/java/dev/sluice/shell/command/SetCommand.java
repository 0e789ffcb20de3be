package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.config.change.SetValues;
import dev.sluice.shell.line.UsageError;
import java.util.List;
import java.util.Map;

/** {@code set}: gives values to a node. */
final class SetCommand implements ShellCommand {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public String summary() {
        return "Sets values of the node: set GROUP NAME=VALUE...; without values it lists what there is to set.";
    }

    @Override
    public String details() {
        return "NAME=default sets the usual value.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return ValueGroups.syntax(
                node, CommandSyntax.More.PAIRS, CommandCall.FORCE, CommandCall.DRY_RUN, CommandCall.JSON);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String group = call.arguments().text("group");
        Map<String, String> values = call.arguments().pairs();
        if (group == null && values.isEmpty()) {
            call.say("Groups of " + call.node() + ": " + String.join(", ", ValueGroups.of(call.node())));
            return;
        }
        if (group == null) {
            throw new UsageError("which group? Write set GROUP NAME=VALUE, with a group of "
                    + String.join(", ", ValueGroups.of(call.node())));
        }
        Node node = ValueGroups.owner(call.node(), group);
        List<Value> before = ValueGroups.read(call, group);
        if (values.isEmpty()) {
            before.forEach(value -> describe(call, value));
            return;
        }
        for (String name : values.keySet()) {
            ValueGroups.named(before, node, group, name);
        }
        call.change(new SetValues(node, group, values));
        if (!call.dryRun() && !call.json()) {
            List<Value> after = ValueGroups.read(call, group);
            for (String name : values.keySet()) {
                Value value = ValueGroups.named(after, node, group, name);
                call.say("Parameter " + value.name() + " is now '" + value.value() + "'.");
            }
        }
    }

    private static void describe(CommandCall call, Value value) {
        String choices = value.choices().isEmpty() ? "" : " (" + String.join(", ", value.choices()) + ")";
        call.say(call.context().look().bold(value.name() + "=" + value.value()) + choices);
        call.say("    " + value.description() + "; usually '" + value.usual() + "'");
    }
}
