package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code get}: prints values of the node. */
final class GetCommand implements ShellCommand {
    @Override
    public String name() {
        return "get";
    }

    @Override
    public String summary() {
        return "Prints values of the node: get [GROUP [NAME...]].";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return AttributeGroups.syntax(node, CommandSyntax.FurtherWords.NAMES, CommandOption.JSON);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String wanted = call.arguments().text("group");
        List<String> groups = wanted == null ? all(call) : List.of(wanted);
        Map<String, List<Value>> found = new LinkedHashMap<>();
        for (String group : groups) {
            List<Value> values = AttributeGroups.read(call, group);
            List<Value> shown = new ArrayList<>();
            for (String name : call.arguments().names()) {
                shown.add(AttributeGroups.named(values, call.node(), group, name));
            }
            found.put(group, call.arguments().names().isEmpty() ? values : shown);
        }
        if (call.json()) {
            call.print(JsonOutput.write(found));
            return;
        }
        found.forEach((group, values) -> print(call, group, values));
    }

    private static List<String> all(CommandCall call) {
        List<String> own = Attributes.groups(call.node());
        return own.isEmpty() ? AttributeGroups.of(call.node()) : own;
    }

    private static void print(CommandCall call, String group, List<Value> values) {
        call.print(call.context().style().bold(group.toUpperCase(java.util.Locale.ROOT)));
        for (Value value : values) {
            call.print("  " + value.name() + "=" + value.value() + (value.isUsual() ? "" : "  (set)"));
        }
    }
}
