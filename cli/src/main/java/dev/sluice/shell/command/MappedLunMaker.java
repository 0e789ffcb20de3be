package dev.sluice.shell.command;

import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreateMappedLun;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Catalog;
import java.util.ArrayList;
import java.util.List;

/** Lets an initiator see a LUN, and makes the LUN where a backstore is named that has none in the group. */
final class MappedLunMaker implements Create.Maker {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                Parameter.required("mapped_lun", "the number that the initiator sees", Values.NONE),
                Parameter.required(
                        "tpg_lun_or_backstore",
                        "a LUN of the portal group, as lun0; or a backstore",
                        MappedLunMaker::propose),
                Parameter.optional("write_protect", "whether the initiator may only read", Proposals.FLAG));
    }

    private static List<Proposal> propose(Context context, Node node, Arguments given, String typed) {
        List<Proposal> proposals = new ArrayList<>();
        if (node instanceof Node.OneAcl(Node.Group group, String initiator)) {
            proposals.addAll(Proposals.CHILDREN.propose(context, new Node.Luns(group), given, typed));
        }
        proposals.addAll(Proposals.BACKSTORES.propose(context, node, given, typed));
        return proposals;
    }

    @Override
    public List<Change> changes(Call call) throws Mistake {
        Node.OneAcl acl = (Node.OneAcl) call.node();
        Arguments given = call.arguments();
        List<Change> changes = new ArrayList<>();
        int groupLun = groupLun(call, acl, given.text("tpg_lun_or_backstore"), changes);
        Boolean protect = given.flag("write_protect");
        changes.add(new CreateMappedLun(
                acl,
                given.number("mapped_lun", "mapped_lun"),
                groupLun,
                Boolean.TRUE.equals(protect) ? protect : null));
        return changes;
    }

    private static int groupLun(Call call, Node.OneAcl acl, String typed, List<Change> before) throws Mistake {
        if (typed.matches("(lun)?[0-9]{1,5}")) {
            return Integer.parseInt(typed.replace("lun", ""));
        }
        if (typed.indexOf('/') >= 0
                && typed.contains("lun")
                && Paths.resolve(call.node(), typed) instanceof Node.OneLun(Node.Group group, int lun)
                && group.equals(acl.group())) {
            return lun;
        }
        PortalGroup group = Catalog.group(call.context().snapshot().configuration(), acl.group());
        if (group == null) {
            throw new Mistake("there is no " + acl.group());
        }
        String backstore = StorageObjects.find(call, typed, before);
        int free = 0;
        for (Lun lun : group.luns()) {
            if (lun.backstore().equals(backstore)) {
                return lun.lun();
            }
            free = lun.lun() == free ? free + 1 : free;
        }
        before.add(new CreateLun(acl.group(), backstore, free, false));
        return free;
    }
}
