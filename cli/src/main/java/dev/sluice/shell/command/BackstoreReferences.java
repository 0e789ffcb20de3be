package dev.sluice.shell.command;

import dev.sluice.config.Backstore;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.shell.line.UsageError;
import java.util.List;
import java.util.stream.Collectors;

/** Backstores as they are named where one is expected. */
final class BackstoreReferences {
    private BackstoreReferences() {}

    /**
     * The id of a backstore that is named by its path, by type and name, or by its name alone. A path of a file or device is one that
     * has it already, or a new one: what makes that is added to {@code before}.
     */
    static String find(CommandCall call, String typed, List<Change> before) throws UsageError {
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
            Backstore made = BackstoreMaker.implied(typed);
            before.add(new CreateBackstore(made));
            return made.id();
        }
        List<Backstore> named =
                all.stream().filter(backstore -> typed.equals(backstore.name())).toList();
        return switch (named.size()) {
            case 1 -> named.getFirst().id();
            case 0 ->
                throw new UsageError("there is no backstore '" + typed + "': "
                        + (all.isEmpty()
                                ? "make one, as in /backstores/block create NAME /dev/sdX"
                                : "write the path of one, as " + new Node.Backstores() + "/"
                                        + all.getFirst().id()));
            default ->
                throw new UsageError("there are several backstores '" + typed + "': write "
                        + named.stream().map(Backstore::id).collect(Collectors.joining(" or ")));
        };
    }

    /** The backstore that a path of the tree says, or null where it says none. */
    private static Node.OneBackstore node(CommandCall call, String typed) throws UsageError {
        String tree = new Node.Backstores() + "/";
        if (typed.startsWith(tree) || typed.startsWith(tree.substring(1))) {
            Node node = NodePaths.resolve(new Node.Root(), typed);
            if (node instanceof Node.OneBackstore one) {
                return one;
            }
            throw new UsageError(node + " is no backstore: write the path of one, as /backstores/block/NAME");
        }
        if (typed.startsWith("../") && NodePaths.resolve(call.node(), typed) instanceof Node.OneBackstore one) {
            return one;
        }
        if (typed.startsWith("/") || typed.indexOf('/') < 0) {
            return null;
        }
        return NodePaths.resolve(new Node.Backstores(), typed) instanceof Node.OneBackstore one ? one : null;
    }
}
