package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.IpText;
import dev.sluice.config.Node;
import dev.sluice.shell.view.NodeCatalog;
import dev.sluice.shell.view.Snapshot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** What is proposed for parameters. */
final class ParameterProposals {
    static final ValueProposals FLAG = words("true", "false");
    static final ValueProposals PATHS = (context, node, given, typed) -> paths(context, node, typed);
    static final ValueProposals CHILDREN = (context, node, given, typed) -> labels(context.snapshot(), node, typed);
    static final ValueProposals FILES = (context, node, given, typed) -> files(context, typed);
    static final ValueProposals BACKSTORES = (context, node, given, typed) -> {
        List<Proposal> all = new ArrayList<>(backstores(context.snapshot()));
        if (typed.startsWith("/") && !typed.startsWith("/b")) {
            all.addAll(files(context, typed));
        }
        return all;
    };
    static final ValueProposals INITIATORS = (context, node, given, typed) -> initiators(context.snapshot());
    /** Those that have no ACL in the portal group yet. */
    static final ValueProposals OTHER_INITIATORS =
            (context, node, given, typed) -> initiators(context.snapshot()).stream()
                    .filter(proposal -> !(node instanceof Node.Acls acls)
                            || !NodeCatalog.exists(context.snapshot(), new Node.OneAcl(acls.group(), proposal.text())))
                    .toList();

    static final ValueProposals VERSIONS = (context, node, given, typed) -> {
        try {
            return versions(context).stream()
                    .map(version -> Proposal.of(
                            String.valueOf(version.number()), Times.format(version.time()) + " " + version.summary()))
                    .toList();
        } catch (Refusal e) {
            return List.of();
        }
    };
    static final ValueProposals COMMANDS = (context, node, given, typed) -> Commands.at(node).stream()
            .map(command -> Proposal.of(command.name(), command.summary()))
            .toList();

    private static final int MOST = 500;

    private ParameterProposals() {}

    private static List<dev.sluice.api.SavedVersionInfo> versions(Context context) throws Refusal {
        return context.administration().versions();
    }

    static ValueProposals words(String... words) {
        List<Proposal> proposals = Arrays.stream(words).map(Proposal::of).toList();
        return (context, node, given, typed) -> proposals;
    }

    /** The paths that a begun one could become, one step further. */
    static List<Proposal> paths(Context context, Node from, String typed) {
        String base = typed.substring(0, typed.lastIndexOf('/') + 1);
        Node above;
        try {
            above = base.isEmpty() ? from : NodePaths.resolve(from, base);
        } catch (dev.sluice.shell.line.UsageError e) {
            return List.of();
        }
        return NodeCatalog.children(context.snapshot(), above).stream()
                .map(child -> isLeaf(context.snapshot(), child)
                        ? Proposal.of(base + label(child, typed.substring(base.length())))
                        : Proposal.begun(base + child.label() + "/"))
                .toList();
    }

    private static boolean isLeaf(Snapshot in, Node node) {
        return switch (node) {
            case Node.OneBackstore one -> true;
            case Node.OneLun one -> true;
            case Node.OneMappedLun one -> true;
            case Node.OnePortal one -> true;
            case Node.OneSession one -> true;
            default -> NodeCatalog.children(in, node).isEmpty();
        };
    }

    private static List<Proposal> labels(Snapshot in, Node node, String typed) {
        return NodeCatalog.children(in, node).stream()
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

    private static List<Proposal> backstores(Snapshot in) {
        return Arrays.stream(BackstoreType.values())
                .flatMap(type -> NodeCatalog.children(in, new Node.BackstoresOf(type)).stream())
                .map(backstore -> Proposal.of(backstore.toString()))
                .toList();
    }

    private static List<Proposal> initiators(Snapshot in) {
        TreeSet<String> names = new TreeSet<>();
        in.state().sessions().forEach(session -> names.add(session.initiator()));
        in.configuration().targets().forEach(target -> target.portalGroups()
                .forEach(group -> group.acls().forEach(acl -> names.add(acl.initiator()))));
        return names.stream().map(Proposal::of).toList();
    }

    private static List<Proposal> files(Context context, String typed) {
        String base = typed.substring(0, typed.lastIndexOf('/') + 1);
        String begun = typed.substring(base.length());
        List<Proposal> files = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(context.directory().resolve(base.isEmpty() ? "." : base))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(begun) && (!name.startsWith(".") || begun.startsWith("."))) {
                    files.add(Files.isDirectory(entry) ? Proposal.begun(base + name + "/") : Proposal.of(base + name));
                }
                if (files.size() == MOST) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return files;
    }
}
