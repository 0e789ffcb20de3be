package dev.sluice.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/** A run of a load: opens the sessions one after the other, shares them out to threads, and adds up their counts. */
final class LoadRun {
    private final Workload load;
    private final TargetAddress address;
    private final String initiator;
    private final int threads;

    /** @param threads at least 1; no more than there are sessions are started */
    LoadRun(Workload load, TargetAddress address, String initiator, int threads) {
        this.load = load;
        this.address = address;
        this.initiator = initiator;
        this.threads = Math.min(threads, load.connections());
    }

    /** @param probe of the server, or null */
    Result run(ServerProbe probe) throws IOException, LoadFailure, InterruptedException {
        List<List<LoadConnection>> shares = openSessions();
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        List<LoadThread> running = new ArrayList<>();
        for (List<LoadConnection> share : shares) {
            running.add(new LoadThread(load, share, start));
        }
        List<Thread> started = new ArrayList<>();
        for (LoadThread thread : running) {
            started.add(
                    Thread.ofPlatform().daemon().name("load-" + started.size()).start(thread));
        }
        try {
            start.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("a thread of the load did not start", e);
        }
        ServerUse use = measure(probe);
        for (Thread thread : started) {
            thread.join();
        }
        return sum(running, use);
    }

    private List<List<LoadConnection>> openSessions() throws LoadFailure {
        List<List<LoadConnection>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            shares.add(new ArrayList<>());
        }
        ByteBuffer payload = randomBytes(load.blockBytes());
        try {
            for (int i = 0; i < load.connections(); i++) {
                shares.get(i % threads).add(LoadConnection.open(load, address, initiator, i, payload));
            }
        } catch (LoadFailure e) {
            shares.forEach(share -> share.forEach(LoadConnection::close));
            throw e;
        }
        return shares;
    }

    private static ByteBuffer randomBytes(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return ByteBuffer.allocateDirect(length).put(0, bytes);
    }

    private ServerUse measure(ServerProbe probe) throws IOException, InterruptedException {
        Thread.sleep(load.warmUpNs() / 1_000_000);
        ServerUse before = probe == null ? null : ServerUse.of(probe);
        Thread.sleep(load.measureNs() / 1_000_000);
        return probe == null ? ServerUse.UNKNOWN : ServerUse.of(probe).since(before);
    }

    private Result sum(List<LoadThread> threads, ServerUse use) throws LoadFailure {
        Histogram latencyNs = new Histogram(3);
        long commands = 0;
        long errors = 0;
        for (LoadThread thread : threads) {
            if (thread.failure() != null) {
                throw thread.failure();
            }
            latencyNs.add(thread.counts().latencyNs());
            commands += thread.counts().commands();
            errors += thread.counts().errors();
        }
        return new Result(latencyNs, load.measureNs() / 1e9, load.blockBytes(), commands, errors, use);
    }
}
