package dev.sluice.perf.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** A thread that drives its share of the sessions, and shares nothing with other threads while it does. */
final class LoadThread implements Runnable {
    private static final int RECEIVE_BYTES = 1 << 20;
    private static final long DRAIN_NS = 30_000_000_000L;

    private final Workload load;
    private final List<LoadConnection> sessions;
    private final CyclicBarrier start;
    private final LoadCounts counts = new LoadCounts();
    private final Selector selector;
    private Schedule schedule;
    private long begun;
    private boolean received;
    private LoadFailure failure;

    /** @param start passed by all threads of the load at a time */
    LoadThread(Workload load, List<LoadConnection> sessions, CyclicBarrier start) throws IOException {
        this.load = load;
        this.sessions = List.copyOf(sessions);
        this.start = start;
        selector = Selector.open();
        ByteBuffer area = PduStream.newArea(RECEIVE_BYTES);
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).attach(i, area, counts, selector);
        }
    }

    @Override
    public void run() {
        try {
            start.await();
            drive();
        } catch (Exception e) {
            failure = LoadFailure.brokenSession(e);
        } finally {
            close();
        }
    }

    private void drive() throws IOException {
        long now = System.nanoTime();
        schedule = Schedule.of(load, now, sessions.size());
        for (LoadConnection session : sessions) {
            session.begin(schedule, now);
        }
        long idleSinceNs = now;
        while (now < schedule.endNs() || counts.open() > 0 && now < schedule.endNs() + DRAIN_NS) {
            counts.measure(now >= schedule.measureFromNs() && now < schedule.endNs());
            long nextNs = beginDue(now);
            boolean idle = now - idleSinceNs >= load.spinNs();
            if (turn(now, idle ? nextNs - now : 0)) {
                idleSinceNs = now;
            }
            now = System.nanoTime();
        }
    }

    /** Starts the commands of an open loop that are due; returns the time of the next event that no socket tells of. */
    private long beginDue(long now) throws IOException {
        long wake = now < schedule.endNs() ? schedule.endNs() : now + DRAIN_NS;
        if (!schedule.isOpenLoop()) {
            return wake;
        }
        int count = sessions.size();
        long nextNs;
        while ((nextNs = schedule.plannedNs((int) (begun % count), begun / count)) <= now && now < schedule.endNs()) {
            sessions.get((int) (begun % count)).send(now);
            begun++;
        }
        return now < schedule.endNs() ? Math.min(nextNs, wake) : wake;
    }

    /** Serves the sessions whose sockets are ready, after a wait of at most {@code waitNs}; false if none was. */
    private boolean turn(long now, long waitNs) throws IOException {
        received = false;
        if (sessions.size() == 1 && sessions.getFirst().turn(now)) {
            return true;
        }
        // The last millisecond before a start is polled.
        if (waitNs >= 2_000_000) {
            selector.select(key -> serve((LoadConnection) key.attachment()), waitNs / 1_000_000 - 1);
        } else if (sessions.size() > 1) {
            selector.selectNow(key -> serve((LoadConnection) key.attachment()));
        }
        if (!received && waitNs > 0) {
            Thread.yield();
        }
        return received;
    }

    private void serve(LoadConnection session) {
        try {
            received |= session.turn(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void close() {
        sessions.forEach(LoadConnection::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counts. To be called after the end of the thread. */
    LoadCounts counts() {
        return counts;
    }

    /** The cause of an early end, or null. To be called after the end of the thread. */
    LoadFailure failure() {
        return failure;
    }
}
