package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateLun;
import dev.sluice.shell.line.Mistake;
import java.util.ArrayList;
import java.util.List;

/** Makes a LUN; and its backstore, where a file or device is named. */
final class LunMaker implements Create.Maker {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                Parameter.required(
                        "storage_object",
                        "a backstore, as /backstores/block/lun0 or block/lun0; or a file or device",
                        Proposals.BACKSTORES),
                Parameter.optional("lun", "its number; the first that is free unless given", Values.NONE),
                Parameter.optional(
                        "add_mapped_luns",
                        "whether the initiators with an ACL see it; they do unless false",
                        Proposals.FLAG));
    }

    @Override
    public List<Change> changes(Call call) throws Mistake {
        Arguments given = call.arguments();
        List<Change> changes = new ArrayList<>();
        String backstore = StorageObjects.find(call, given.text("storage_object"), changes);
        changes.add(new CreateLun(
                ((Node.Luns) call.node()).group(),
                backstore,
                given.number("lun", "lun"),
                given.flag("add_mapped_luns")));
        return changes;
    }
}
