package dev.sluice.shell.create;

import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreateMappedLun;
import dev.sluice.shell.argument.BackstoreArgument;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.NodeLookup;
import java.util.ArrayList;
import java.util.List;

/** The syntax of a mapped LUN; creates the LUN too where a backstore is named that has none in the group. */
final class MappedLunSyntax implements NodeSyntax {
    @Override
    public CommandSyntax parameters() {
        return CommandSyntax.of(
                CommandParameter.required("mapped_lun", "the number that the initiator sees", ValueProposals.NONE),
                CommandParameter.required(
                        "tpg_lun_or_backstore",
                        "a LUN of the portal group, as in lun0; or a backstore",
                        MappedLunSyntax::propose),
                CommandParameter.optional(
                        "write_protect", "true if the initiator may only read", ParameterProposals.FLAG));
    }

    private static List<Proposal> propose(ShellContext context, Node node, Arguments given, String typed) {
        List<Proposal> proposals = new ArrayList<>();
        if (node instanceof Node.OneAcl(Node.Group group, String initiator)) {
            proposals.addAll(NodeProposals.CHILDREN.propose(context, new Node.Luns(group), given, typed));
        }
        proposals.addAll(NodeProposals.BACKSTORES.propose(context, node, given, typed));
        return proposals;
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
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

    private static int groupLun(CommandCall call, Node.OneAcl acl, String typed, List<Change> before)
            throws UsageError {
        if (typed.matches("(lun)?[0-9]{1,5}")) {
            return Integer.parseInt(typed.replace("lun", ""));
        }
        if (typed.indexOf('/') >= 0
                && typed.contains("lun")
                && NodePaths.resolve(call.node(), typed) instanceof Node.OneLun(Node.Group group, int lun)
                && group.equals(acl.group())) {
            return lun;
        }
        PortalGroup group = NodeLookup.group(call.context().snapshot().configuration(), acl.group());
        if (group == null) {
            throw new UsageError("there is no portal group " + acl.group());
        }
        String backstore = BackstoreArgument.find(call, typed, before);
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
