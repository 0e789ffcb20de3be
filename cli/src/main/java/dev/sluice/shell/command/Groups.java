package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.migrate.lio.LioNames;
import dev.sluice.shell.line.Mistake;
import java.util.List;
import java.util.stream.Collectors;

/** Groups of values, for those who read and those who set them. */
final class Groups {
    private Groups() {}

    /** Null where the node has no values. */
    static Syntax syntax(Node node, Syntax.More more, String... options) {
        List<String> groups = Attributes.groups(node);
        return groups.isEmpty()
                ? null
                : Syntax.of(Parameter.optional(
                                "group",
                                "which values: " + String.join(", ", groups),
                                Proposals.words(groups.toArray(String[]::new))))
                        .more(more)
                        .options(options);
    }

    static List<Value> read(Call call, String group) throws Mistake {
        try {
            return Attributes.read(call.context().snapshot().configuration(), call.node(), group);
        } catch (IllegalArgumentException e) {
            throw new Mistake(e.getMessage());
        }
    }

    static Value named(List<Value> values, Node node, String group, String name) throws Mistake {
        for (Value value : values) {
            if (value.name().equalsIgnoreCase(name)) {
                return value;
            }
        }
        String reason = LioNames.reason(name);
        throw new Mistake("there is no " + group + " '" + name + "' of " + node + ": "
                + (reason == null ? "there are " : reason + ". There are ")
                + values.stream().map(Value::name).collect(Collectors.joining(", ")));
    }
}
