package dev.sluice.daemon;

import dev.sluice.config.Node;
import dev.sluice.daemon.Transaction.StepFailed;
import dev.sluice.io.loop.FatalErrors;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for missing resources every {@value #PERIOD_SECONDS} s. A node whose resource has appeared is served by a {@link Changeover}
 * of that node, with the change lock held; the look itself holds no lock.
 */
final class ResourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceWatch.class);
    private static final long PERIOD_SECONDS = 2;

    /** Limit of the nodes that are looked for in a period; the others have their turn later. */
    private static final int MOST_AT_ONCE = 256;

    private final ServerParts parts;
    private final Supplier<ServedConfiguration> served;
    private final Lock lock;
    private final ResourceProbe probe;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-missing").factory());
    private int turn;

    private ResourceWatch(ServerParts parts, Supplier<ServedConfiguration> served, Lock lock) {
        this.parts = parts;
        this.served = served;
        this.lock = lock;
        this.probe = new ResourceProbe(parts);
    }

    /**
     * Starts to look.
     *
     * @param served gives the state of the server at the moment
     * @param lock held while the server is changed
     */
    static ResourceWatch start(ServerParts parts, Supplier<ServedConfiguration> served, Lock lock) {
        ResourceWatch watch = new ResourceWatch(parts, served, lock);
        watch.executor.scheduleWithFixedDelay(
                FatalErrors.guarded(watch::look), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return watch;
    }

    private void look() {
        List<Node> all = List.copyOf(parts.missing().nodes());
        int first = all.size() > MOST_AT_ONCE ? turn++ * MOST_AT_ONCE % all.size() : 0;
        try {
            for (int i = 0; i < Math.min(all.size(), MOST_AT_ONCE); i++) {
                lookFor(all.get((first + i) % all.size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("cannot look for what is missing", e);
        }
    }

    private void lookFor(Node node) throws InterruptedException {
        String reason = probe.reason(node, served.get().configuration());
        lock.lock();
        try {
            if (parts.missing().reason(node) == null) {
                return;
            }
            if (reason == null) {
                serve(node);
            } else {
                parts.missing().add(node, reason);
            }
        } finally {
            lock.unlock();
        }
    }

    private void serve(Node node) {
        ServedConfiguration now = served.get();
        try {
            new Changeover(parts, parts.changes(now, now.with(node)), MissingPolicy.REFUSE).carry();
        } catch (StepFailed e) {
            parts.missing()
                    .add(node, e.getCause() instanceof IOException cause ? PortalOpener.why(cause) : e.getMessage());
        }
    }

    /** Ends the watch; returns when no look is under way. */
    @Override
    public void close() {
        executor.close();
    }
}
