package dev.sluice.shell.create;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateLun;
import dev.sluice.shell.argument.BackstoreArgument;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import java.util.ArrayList;
import java.util.List;

/** The syntax of a LUN; a file or device is named where its backstore has to be created too. */
final class LunSyntax implements NodeSyntax {
    @Override
    public CommandSyntax parameters() {
        return CommandSyntax.of(
                CommandParameter.required(
                        "storage_object",
                        "its backstore, as in /backstores/block/lun0 or block/lun0; or a file or device",
                        NodeProposals.BACKSTORES),
                CommandParameter.optional(
                        "lun", "its number; default: the first number that is free", ValueProposals.NONE),
                CommandParameter.optional(
                        "add_mapped_luns",
                        "false to hide it from the initiators that have an ACL; default: true",
                        ParameterProposals.FLAG));
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Arguments given = call.arguments();
        List<Change> changes = new ArrayList<>();
        String backstore = BackstoreArgument.find(call, given.text("storage_object"), changes);
        changes.add(new CreateLun(
                ((Node.Luns) call.node()).group(),
                backstore,
                given.number("lun", "lun"),
                given.flag("add_mapped_luns")));
        return changes;
    }
}
