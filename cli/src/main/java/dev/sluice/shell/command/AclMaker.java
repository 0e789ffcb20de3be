package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** Lets an initiator in. */
final class AclMaker implements CreateCommand.Maker {
    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.of(
                CommandParameter.required("wwn", "the initiator's iSCSI name", ParameterProposals.OTHER_INITIATORS),
                CommandParameter.optional(
                        "add_mapped_luns",
                        "whether it sees the LUNs that there are; it does unless false",
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
