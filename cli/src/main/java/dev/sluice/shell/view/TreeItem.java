package dev.sluice.shell.view;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.config.Node;
import java.util.List;

/**
 * A node as it is shown.
 *
 * @param path which node it is
 * @param name the last step of its path
 * @param summary what there is to say of it in some words
 * @param health how it is
 * @param children those below it that are shown
 */
@JsonPropertyOrder({"path", "name", "summary", "health", "children"})
public record TreeItem(Node path, String name, String summary, Health health, List<TreeItem> children) {
    /** How a node is. */
    public enum Health {
        GOOD,
        BAD,
        NEUTRAL
    }

    public TreeItem {
        children = List.copyOf(children);
    }
}
