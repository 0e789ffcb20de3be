package dev.sluice.shell.argument;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.line.UsageError;
import java.util.List;
import java.util.stream.Collectors;

/** A backstore in an argument of a command: its path, its type and name, its name alone, or the path of its file or device. */
public final class BackstoreArgument {
    private BackstoreArgument() {}

    /**
     * Returns the id of the backstore. The path of a file or device that no backstore has yet stands for a new one.
     *
     * @param before receives the change that creates a new backstore
     */
    public static String find(CommandCall call, String typed, List<Change> before) throws UsageError {
        Node.OneBackstore node = node(call, typed);
        if (node != null) {
            return node.id();
        }
        List<Backstore> all = call.context().snapshot().configuration().backstores();
        if (typed.startsWith("/")) {
            for (Backstore backstore : all) {
                if (typed.equals(backstore.path())) {
                    return backstore.id();
                }
            }
            Backstore created = ofPath(typed);
            before.add(new CreateBackstore(created));
            return created.id();
        }
        List<Backstore> named =
                all.stream().filter(backstore -> typed.equals(backstore.name())).toList();
        return switch (named.size()) {
            case 1 -> named.getFirst().id();
            case 0 ->
                throw new UsageError("there is no backstore '" + typed + "': "
                        + (all.isEmpty()
                                ? "create one, as in /backstores/block create NAME /dev/sdX"
                                : "write the path of one, as in " + new Node.Backstores() + "/"
                                        + all.getFirst().id()));
            default ->
                throw new UsageError("there are several backstores '" + typed + "': write "
                        + named.stream().map(Backstore::id).collect(Collectors.joining(" or ")));
        };
    }

    /** Returns the backstore that a path of the tree names, or null if the text is no such path. */
    private static Node.OneBackstore node(CommandCall call, String typed) throws UsageError {
        String tree = new Node.Backstores() + "/";
        if (typed.startsWith(tree) || typed.startsWith(tree.substring(1))) {
            Node node = NodePaths.resolve(new Node.Root(), typed);
            if (node instanceof Node.OneBackstore one) {
                return one;
            }
            throw new UsageError(node + " is no backstore: write the path of one, as in /backstores/block/NAME");
        }
        if (typed.startsWith("../") && NodePaths.resolve(call.node(), typed) instanceof Node.OneBackstore one) {
            return one;
        }
        if (typed.startsWith("/") || typed.indexOf('/') < 0) {
            return null;
        }
        return NodePaths.resolve(new Node.Backstores(), typed) instanceof Node.OneBackstore one ? one : null;
    }

    /** Returns a backstore for a file or device, named after it. */
    private static Backstore ofPath(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.:@-]", "_");
        BackstoreType type = path.startsWith("/dev/") ? BackstoreType.BLOCK : BackstoreType.FILEIO;
        return Backstore.of(type, name, path, null);
    }
}
