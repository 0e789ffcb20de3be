package dev.sluice.shell.builtin;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.Target;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.EnableGroup;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** {@code enable}: lets initiators log in. */
final class EnableCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX =
            CommandSyntax.of().options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);

    @Override
    public String name() {
        return "enable";
    }

    @Override
    public String summary() {
        return "Lets initiators log in to the portal group, or to all portal groups of the target.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return of(node);
    }

    static CommandSyntax of(Node node) {
        return node instanceof Node.Group || node instanceof Node.OneTarget ? SYNTAX : null;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        change(call, true);
    }

    static void change(CommandCall call, boolean enabled) throws UsageError, Refusal {
        List<Change> changes = groups(call).stream()
                .<Change>map(group -> new EnableGroup(group, enabled))
                .toList();
        ChangeAnswer answer = call.change(force -> changes);
        if (!call.dryRun() && !call.json()) {
            String word = enabled ? "enabled" : "disabled";
            String what = call.node() instanceof Node.Group ? "TPG" : "target";
            call.print(
                    answer.differences().isEmpty()
                            ? "The " + what + " is " + word + " already."
                            : "The " + what + " has been " + word + ".");
        }
    }

    private static List<Node.Group> groups(CommandCall call) throws UsageError {
        return switch (call.node()) {
            case Node.Group group -> List.of(group);
            case Node.OneTarget(String name) -> {
                NodePaths.existing(call.context().snapshot(), call.node(), "");
                Target target = call.context().snapshot().configuration().target(name);
                yield target.portalGroups().stream()
                        .map(group -> new Node.Group(name, group.tag()))
                        .toList();
            }
            default -> List.of();
        };
    }
}
