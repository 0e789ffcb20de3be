package dev.sluice.shell.completion;

import dev.sluice.config.BackstoreType;
import dev.sluice.config.IpText;
import dev.sluice.config.Node;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.NodeLookup;
import dev.sluice.shell.view.ServedSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Proposals for nodes: by path, by label, or by name. */
public final class NodeProposals {
    /** Paths of nodes, one step further than typed. */
    public static final ValueProposals PATHS = (context, node, given, typed) -> paths(context, node, typed);

    /** Labels of the node's children. */
    public static final ValueProposals CHILDREN =
            (context, node, given, typed) -> labels(context.snapshot(), node, typed);

    /** Backstores; and files, where the path of one is typed. */
    public static final ValueProposals BACKSTORES = (context, node, given, typed) -> {
        List<Proposal> all = new ArrayList<>(backstores(context.snapshot()));
        if (typed.startsWith("/") && !typed.startsWith("/b")) {
            all.addAll(FileProposals.files(context, typed));
        }
        return all;
    };

    /** Initiators that have a session or an ACL. */
    public static final ValueProposals INITIATORS = (context, node, given, typed) -> initiators(context.snapshot());

    /** Initiators without an ACL in the portal group. */
    public static final ValueProposals OTHER_INITIATORS =
            (context, node, given, typed) -> initiators(context.snapshot()).stream()
                    .filter(proposal -> !(node instanceof Node.Acls acls)
                            || !NodeLookup.exists(context.snapshot(), new Node.OneAcl(acls.group(), proposal.text())))
                    .toList();

    private NodeProposals() {}

    /** Returns the paths that begin with {@code typed}, one step further. */
    public static List<Proposal> paths(ShellContext context, Node from, String typed) {
        String base = typed.substring(0, typed.lastIndexOf('/') + 1);
        Node above;
        try {
            above = base.isEmpty() ? from : NodePaths.resolve(from, base);
        } catch (UsageError e) {
            return List.of();
        }
        return NodeLookup.children(context.snapshot(), above).stream()
                .map(child -> isLeaf(context.snapshot(), child)
                        ? Proposal.of(base + label(child, typed.substring(base.length())))
                        : Proposal.begun(base + child.label() + "/"))
                .toList();
    }

    private static boolean isLeaf(ServedSnapshot in, Node node) {
        return switch (node) {
            case Node.OneBackstore one -> true;
            case Node.OneLun one -> true;
            case Node.OneMappedLun one -> true;
            case Node.OnePortal one -> true;
            case Node.OneSession one -> true;
            default -> NodeLookup.children(in, node).isEmpty();
        };
    }

    private static List<Proposal> labels(ServedSnapshot in, Node node, String typed) {
        return NodeLookup.children(in, node).stream()
                .map(child -> Proposal.of(label(child, typed)))
                .toList();
    }

    /** The label of a node; of a portal whose address was begun in another spelling, in that one. */
    private static String label(Node child, String typed) {
        if (!(child instanceof Node.OnePortal one) || !typed.startsWith("[")) {
            return child.label();
        }
        int close = typed.indexOf(']');
        String address = typed.substring(1, close < 0 ? typed.length() : close);
        return one.portal().address().equals(IpText.canonical(address))
                ? "[" + address + "]:" + one.portal().port()
                : child.label();
    }

    private static List<Proposal> backstores(ServedSnapshot in) {
        return Arrays.stream(BackstoreType.values())
                .flatMap(type -> NodeLookup.children(in, new Node.BackstoresOf(type)).stream())
                .map(backstore -> Proposal.of(backstore.toString()))
                .toList();
    }

    private static List<Proposal> initiators(ServedSnapshot in) {
        TreeSet<String> names = new TreeSet<>();
        in.state().sessions().forEach(session -> names.add(session.initiator()));
        in.configuration().targets().forEach(target -> target.portalGroups()
                .forEach(group -> group.acls().forEach(acl -> names.add(acl.initiator()))));
        return names.stream().map(Proposal::of).toList();
    }
}
