package dev.sluice.shell.view;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.config.Node;
import java.util.List;

/**
 * A node of the tree that {@code ls} shows.
 *
 * @param path the node
 * @param name the last step of its path
 * @param summary a few words about it
 * @param health its health
 * @param children the children that are shown
 */
@JsonPropertyOrder({"path", "name", "summary", "health", "children"})
public record TreeItem(Node path, String name, String summary, Health health, List<TreeItem> children) {
    /** The health of a node. */
    public enum Health {
        GOOD,
        BAD,
        NEUTRAL
    }

    public TreeItem {
        children = List.copyOf(children);
    }
}
