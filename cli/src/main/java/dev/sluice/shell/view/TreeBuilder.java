package dev.sluice.shell.view;

import dev.sluice.config.Node;
import java.util.List;

/** Builds the tree that {@code ls} shows, from a snapshot. */
public final class TreeBuilder {
    private final ServedSnapshot snapshot;
    private final NodeSummaries summaries;

    public TreeBuilder(ServedSnapshot snapshot) {
        this.snapshot = snapshot;
        this.summaries = new NodeSummaries(snapshot.configuration(), snapshot.state());
    }

    /**
     * Returns the tree below a node.
     *
     * @param depth the number of levels below it
     */
    public TreeItem build(Node node, int depth) {
        List<TreeItem> children = depth <= 0
                ? List.of()
                : NodeLookup.children(snapshot, node).stream()
                        .map(child -> build(child, depth - 1))
                        .toList();
        NodeSummaries.Summary summary = summaries.of(node);
        return new TreeItem(node, node.label(), summary.text(), summary.health(), children);
    }
}
