package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateLun;
import dev.sluice.shell.line.UsageError;
import java.util.ArrayList;
import java.util.List;

/** Makes a LUN; and its backstore, where a file or device is named. */
final class LunMaker implements CreateCommand.Maker {
    @Override
    public CommandSyntax syntax() {
        return CommandSyntax.of(
                CommandParameter.required(
                        "storage_object",
                        "a backstore, as /backstores/block/lun0 or block/lun0; or a file or device",
                        ParameterProposals.BACKSTORES),
                CommandParameter.optional(
                        "lun", "its number; the first that is free unless given", ValueProposals.NONE),
                CommandParameter.optional(
                        "add_mapped_luns",
                        "whether the initiators with an ACL see it; they do unless false",
                        ParameterProposals.FLAG));
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Arguments given = call.arguments();
        List<Change> changes = new ArrayList<>();
        String backstore = BackstoreReferences.find(call, given.text("storage_object"), changes);
        changes.add(new CreateLun(
                ((Node.Luns) call.node()).group(),
                backstore,
                given.number("lun", "lun"),
                given.flag("add_mapped_luns")));
        return changes;
    }
}
