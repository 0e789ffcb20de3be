package dev.sluice.shell.create;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreatePortalGroup;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** The syntax of a portal group. */
final class PortalGroupSyntax implements NodeSyntax {
    @Override
    public CommandSyntax parameters() {
        return CommandSyntax.of(CommandParameter.optional(
                "tag", "its number; default: the first number that is free", ValueProposals.NONE));
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Node.OneTarget target = (Node.OneTarget) call.node();
        return List.of(new CreatePortalGroup(target.name(), call.arguments().number("tag", "tpg")));
    }
}
