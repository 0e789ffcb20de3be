package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.config.change.SetValues;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;
import java.util.List;
import java.util.Map;

/** {@code set}: changes values of the node. */
final class SetCommand implements ShellCommand {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public String summary() {
        return "Changes values of the node: set GROUP NAME=VALUE...; without a value, lists them.";
    }

    @Override
    public String details() {
        return "NAME=default restores the default.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return AttributeGroups.syntax(
                node, CommandSyntax.FurtherWords.PAIRS, CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String group = call.arguments().text("group");
        Map<String, String> values = call.arguments().pairs();
        if (group == null && values.isEmpty()) {
            call.print("Groups of " + call.node() + ": " + String.join(", ", AttributeGroups.of(call.node())));
            return;
        }
        if (group == null) {
            throw new UsageError("the group of values is missing: write set GROUP NAME=VALUE, where GROUP is one of "
                    + String.join(", ", AttributeGroups.of(call.node())));
        }
        Node node = AttributeGroups.owner(call.node(), group);
        List<Value> before = AttributeGroups.read(call, group);
        if (values.isEmpty()) {
            before.forEach(value -> describe(call, value));
            return;
        }
        for (String name : values.keySet()) {
            AttributeGroups.named(before, node, group, name);
        }
        call.change(new SetValues(node, group, values));
        if (!call.dryRun() && !call.json()) {
            List<Value> after = AttributeGroups.read(call, group);
            for (String name : values.keySet()) {
                Value value = AttributeGroups.named(after, node, group, name);
                call.print("Parameter " + value.name() + " is now '" + value.value() + "'.");
            }
        }
    }

    private static void describe(CommandCall call, Value value) {
        String choices = value.choices().isEmpty() ? "" : " (" + String.join(", ", value.choices()) + ")";
        call.print(call.context().style().bold(value.name() + "=" + value.value()) + choices);
        call.print("    " + value.description() + "; default: '" + value.usual() + "'");
    }
}
