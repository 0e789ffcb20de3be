package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.shell.line.Mistake;
import java.util.List;

/** Lets an initiator in. */
final class AclMaker implements Create.Maker {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                Parameter.required("wwn", "the initiator's iSCSI name", Proposals.OTHER_INITIATORS),
                Parameter.optional(
                        "add_mapped_luns",
                        "whether it sees the LUNs that there are; it does unless false",
                        Proposals.FLAG));
    }

    @Override
    public List<Change> changes(Call call) throws Mistake {
        return List.of(new CreateAcl(
                ((Node.Acls) call.node()).group(),
                call.arguments().text("wwn"),
                call.arguments().flag("add_mapped_luns")));
    }
}
