package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices, addresses and secrets that a configuration names and the machine does not have at the moment, by the nodes that are not served
 * without them. Written with the change lock held; read by any thread.
 */
final class MissingResources {
    private static final Logger LOG = LoggerFactory.getLogger(MissingResources.class);

    /** The node that has the credentials of discovery. */
    static final Node DISCOVERY = new Node.Targets();

    private final Map<Node, String> reasons = new ConcurrentHashMap<>();

    /** Adds a node, or changes its reason. */
    void add(Node node, String reason) {
        if (!reason.equals(reasons.put(node, reason))) {
            LOG.warn(sentence(node, reason));
        }
    }

    /** Removes a node, whether it is missing or not. */
    void remove(Node node) {
        reasons.remove(node);
    }

    /** Puts back a reason that a step has removed. @param reason null for none */
    void restore(Node node, String reason) {
        if (reason == null) {
            reasons.remove(node);
        } else {
            reasons.put(node, reason);
        }
    }

    /** Removes a node that is served from now on, and logs it. */
    void found(Node node) {
        if (reasons.remove(node) != null) {
            LOG.info("{} is served now", node.equals(DISCOVERY) ? "discovery" : node);
        }
    }

    /** Removes all nodes that a configuration does not name. */
    void retain(Configuration configuration) {
        reasons.keySet().removeIf(node -> !ServedConfiguration.isNamed(node, configuration));
    }

    /** The reason why a node is not served, or null where it is. */
    String reason(Node node) {
        return reasons.get(node);
    }

    /** All nodes that are missing now. */
    Set<Node> nodes() {
        return Set.copyOf(reasons.keySet());
    }

    List<String> warnings() {
        return reasons.entrySet().stream()
                .map(entry -> sentence(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
    }

    private static String sentence(Node node, String reason) {
        return switch (node) {
            case Node.Targets() -> "discovery tells nobody anything: " + reason;
            case Node.Group group -> group + " keeps initiators out: " + reason;
            case Node.OnePortal one -> one + " is waiting, and is tried again: " + reason;
            default -> node + " is not served: " + reason;
        };
    }
}
