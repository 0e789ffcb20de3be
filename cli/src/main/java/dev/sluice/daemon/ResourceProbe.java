package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.io.open.DeviceOpenException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tests for the resource of a missing node, without a lock and without a change of the server.
 *
 * <p>Opening a path can hang, for example a file of a dead NFS server. So each path is opened on a thread of its own; a thread that
 * hangs is lost, and the next paths are opened on others. At most {@value #MOST_LOST} threads are lost; then no path is opened until
 * one comes back. One thread.
 */
final class ResourceProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_LOST = 16;
    private static final String SILENT =
            "its storage does not answer: see whether its server or its controller is there";

    /** Opens the resource of a node. */
    @FunctionalInterface
    interface Trial {
        void open(Node node, Configuration configuration) throws IOException;
    }

    private final Trial trial;
    private final long patienceNanos;

    /** Probes that have not answered in time. */
    private final Map<Node, FutureTask<String>> lost = new HashMap<>();

    ResourceProbe(ServerParts parts) {
        this((node, configuration) -> open(parts, node, configuration), PATIENCE);
    }

    /** @param patience time limit of a trial, after which the path counts as silent */
    ResourceProbe(Trial trial, Duration patience) {
        this.trial = trial;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * The reason why a node still cannot be served, or null if it can. A portal is not tried here, since only listening shows if it
     * can be opened.
     */
    String reason(Node node, Configuration configuration) throws InterruptedException {
        if (node instanceof Node.OnePortal) {
            return null;
        }
        FutureTask<String> probe = lost.remove(node);
        if (probe == null) {
            if (lost.size() >= MOST_LOST) {
                return SILENT;
            }
            probe = new FutureTask<>(() -> reasonNow(node, configuration));
            Thread.ofPlatform().daemon().name("sluice-probe").start(probe);
        }
        try {
            return probe.get(patienceNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            lost.put(node, probe);
            return SILENT;
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        }
    }

    private String reasonNow(Node node, Configuration configuration) {
        try {
            trial.open(node, configuration);
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static void open(ServerParts parts, Node node, Configuration configuration) throws IOException {
        switch (node) {
            case Node.OneBackstore one -> open(parts, configuration.backstore(one.id()));
            case Node.Group at -> read(parts, ServedConfiguration.group(at, configuration));
            case Node.Targets() -> parts.access().rules(configuration.discovery());
            default -> throw new IllegalArgumentException(node.toString());
        }
    }

    private static void open(ServerParts parts, Backstore backstore) throws IOException {
        if (backstore == null) {
            return;
        }
        try {
            parts.opener().load(backstore).device().close();
        } catch (DeviceOpenException e) {
            throw parts.backstores().explained(backstore, e);
        }
    }

    private static void read(ServerParts parts, PortalGroup group) throws IOException {
        if (group != null) {
            parts.access().rules(group);
        }
    }
}
