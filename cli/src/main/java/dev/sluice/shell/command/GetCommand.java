package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code get}: the values of a node. */
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
        return ValueGroups.syntax(node, CommandSyntax.More.WORDS, CommandCall.JSON);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String wanted = call.arguments().text("group");
        List<String> groups = wanted == null ? all(call) : List.of(wanted);
        Map<String, List<Value>> found = new LinkedHashMap<>();
        for (String group : groups) {
            List<Value> values = ValueGroups.read(call, group);
            List<Value> shown = new ArrayList<>();
            for (String name : call.arguments().rest()) {
                shown.add(ValueGroups.named(values, call.node(), group, name));
            }
            found.put(group, call.arguments().rest().isEmpty() ? values : shown);
        }
        if (call.json()) {
            call.say(JsonOutput.write(found));
            return;
        }
        found.forEach((group, values) -> print(call, group, values));
    }

    private static List<String> all(CommandCall call) {
        List<String> own = Attributes.groups(call.node());
        return own.isEmpty() ? ValueGroups.of(call.node()) : own;
    }

    private static void print(CommandCall call, String group, List<Value> values) {
        call.say(call.context().look().bold(group.toUpperCase(java.util.Locale.ROOT)));
        for (Value value : values) {
            call.say("  " + value.name() + "=" + value.value() + (value.isUsual() ? "" : "  (set)"));
        }
    }
}
