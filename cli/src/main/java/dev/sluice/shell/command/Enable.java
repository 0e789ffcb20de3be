package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.Target;
import dev.sluice.config.change.Change;
import dev.sluice.shell.line.Mistake;
import java.util.List;

/** {@code enable}: lets initiators in. */
final class Enable implements Command {
    private static final Syntax SYNTAX = Syntax.of().options(Call.FORCE, Call.DRY_RUN, Call.JSON);

    @Override
    public String name() {
        return "enable";
    }

    @Override
    public String summary() {
        return "Lets initiators log in to the portal group, or to all of the target.";
    }

    @Override
    public Syntax syntax(Node node) {
        return of(node);
    }

    static Syntax of(Node node) {
        return node instanceof Node.Group || node instanceof Node.OneTarget ? SYNTAX : null;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        change(call, true);
    }

    static void change(Call call, boolean enabled) throws Mistake, Refusal {
        List<Change> changes = groups(call).stream()
                .<Change>map(group -> new dev.sluice.config.change.Enable(group, enabled))
                .toList();
        ChangeAnswer answer = call.change(force -> changes);
        if (!call.dryRun() && !call.json()) {
            String word = enabled ? "enabled" : "disabled";
            String what = call.node() instanceof Node.Group ? "TPG" : "target";
            call.say(
                    answer.differences().isEmpty()
                            ? "The " + what + " is " + word + " already."
                            : "The " + what + " has been " + word + ".");
        }
    }

    private static List<Node.Group> groups(Call call) throws Mistake {
        return switch (call.node()) {
            case Node.Group group -> List.of(group);
            case Node.OneTarget(String name) -> {
                Paths.existing(call.context().snapshot(), call.node(), "");
                Target target = call.context().snapshot().configuration().target(name);
                yield target.portalGroups().stream()
                        .map(group -> new Node.Group(name, group.tag()))
                        .toList();
            }
            default -> List.of();
        };
    }
}
