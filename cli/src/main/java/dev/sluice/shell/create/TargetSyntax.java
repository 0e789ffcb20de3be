package dev.sluice.shell.create;

import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.ParameterProposals;
import java.util.List;

/** The syntax of a target, with its first portal group and portal. */
final class TargetSyntax implements NodeSyntax {
    @Override
    public CommandSyntax parameters() {
        return CommandSyntax.of(
                CommandParameter.optional("wwn", "its iSCSI name; default: a new name", ValueProposals.NONE),
                CommandParameter.optional(
                        "portal",
                        "its portal, as in 192.0.2.10:3261, or none; default: 0.0.0.0:3260",
                        ParameterProposals.words("none")));
    }

    @Override
    public List<Change> changes(CommandCall call) {
        Arguments given = call.arguments();
        return List.of(new CreateTarget(given.text("wwn"), null, given.text("portal")));
    }
}
