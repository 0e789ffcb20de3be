package dev.sluice.shell.create;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** The syntax of an ACL: an initiator that may log in. */
final class AclSyntax implements NodeSyntax {
    @Override
    public CommandSyntax parameters() {
        return CommandSyntax.of(
                CommandParameter.required("wwn", "the initiator's iSCSI name", NodeProposals.OTHER_INITIATORS),
                CommandParameter.optional(
                        "add_mapped_luns",
                        "false to hide the existing LUNs from it; default: true",
                        ParameterProposals.FLAG));
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        return List.of(new CreateAcl(
                ((Node.Acls) call.node()).group(),
                call.arguments().text("wwn"),
                call.arguments().flag("add_mapped_luns")));
    }
}
