package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The loops of a process: made together, stopped together.
 *
 * <p>{@link #start} and {@link #close} are called by the thread that runs the program, never by a loop.
 */
public final class IoLoopGroup implements AutoCloseable {
    /** Time that {@link #close} waits for a loop to finish what it does. */
    private static final long STOP_SECONDS = 10;

    private final List<StartedLoop> started;
    private final List<IoLoop> loops;
    private final LoopWatch watch;

    private IoLoopGroup(String name, List<StartedLoop> started) {
        this.started = started;
        this.watch = new LoopWatch(started, LoopWatch.PERIOD_MILLIS, LoopWatch.LATE, LoopWatch.HUNG).start(name);
        this.loops = started.stream().<IoLoop>map(StartedLoop::loop).toList();
    }

    /**
     * Starts a loop for each of {@code settings}, one after another, with the threads "sluice-loop-0", "sluice-loop-1", …
     *
     * @throws IOException where a core, memory, or a ring is refused, with what to do about it; what was started is stopped
     *     again
     */
    public static IoLoopGroup start(List<LoopSettings> settings) throws IOException {
        return start("sluice-loop", settings, List.of());
    }

    /**
     * As {@link #start(List)}, for loops that work on buffers of others.
     *
     * @param name name of the threads, before "-0", "-1", …
     * @param foreign pools of other loops whose buffers these loops read and write, too: their memory is registered with
     *     these loops' rings
     */
    public static IoLoopGroup start(String name, List<LoopSettings> settings, List<BufferPool> foreign)
            throws IOException {
        IoUringSupport.check();
        List<StartedLoop> started = new ArrayList<>();
        try {
            for (int i = 0; i < settings.size(); i++) {
                started.add(StartedLoop.start(name + "-" + i, i, settings.size(), settings.get(i), foreign));
            }
        } catch (IOException | RuntimeException e) {
            stop(started);
            throw e;
        }
        return new IoLoopGroup(name, List.copyOf(started));
    }

    List<StartedLoop> started() {
        return started;
    }

    /** The loops, by their index. */
    public List<IoLoop> loops() {
        return loops;
    }

    /** Stops all loops, waits for their threads (bounded), and gives their memory back. What uses them is closed before. */
    @Override
    public void close() {
        watch.close();
        stop(started);
    }

    private static void stop(List<StartedLoop> loops) {
        for (StartedLoop loop : loops) {
            loop.askToStop();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        for (StartedLoop loop : loops) {
            loop.awaitStop(deadline);
        }
    }
}
