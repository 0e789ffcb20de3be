package dev.sluice.simulation;

import dev.sluice.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Virtual time, and the order of all that happens in it.
 *
 * <p>A step runs an event that is due, or a turn of a loop that has work, chosen by the seed, or moves the clock to the next event. Two runs with the same seed
 * take the same steps. One thread.
 */
public final class Simulation {
    /** Beyond any time limit of a test: a run that takes longer waits for an event that never comes. */
    private static final long LONGEST_STEPS = 20_000_000;

    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    /** Time that a turn of a loop takes at most, in nanoseconds. */
    private static final int TURN_NANOS = 20_000;

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<FakeLoop> loops = new ArrayList<>();
    private final long startNanos;
    private final StringBuilder trace = new StringBuilder();
    private long nowNanos;
    private long scheduled;
    private long steps;
    private FakeLoop current;

    /** An action at a time; events of the same time run in the order in which they were scheduled. */
    private record Event(long atNanos, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            // Differences, as the clock may wrap.
            int byTime = Long.signum(atNanos - other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private Simulation(Random random) {
        this.random = random;
        // Any long is a possible value of the clock.
        this.startNanos = random.nextLong();
        this.nowNanos = startNanos;
    }

    /** A simulation whose seed is printed, and given again with {@code -Dsluice.seed=...}. */
    public static Simulation of(String test) {
        return new Simulation(Seed.random(test));
    }

    /** A simulation with a seed. */
    public static Simulation withSeed(long seed) {
        return new Simulation(new Random(seed));
    }

    /** The source of all choices. */
    public Random random() {
        return random;
    }

    /** The monotonic clock, in nanoseconds. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Time since the beginning. */
    public Duration elapsed() {
        return Duration.ofNanos(nowNanos - startNanos);
    }

    /** The time of day. */
    Instant now() {
        return START.plusNanos(nowNanos - startNanos);
    }

    /** Makes a loop with buffers of its own. */
    public FakeLoop addLoop() {
        FakeLoop loop = new FakeLoop(this, loops.size());
        loops.add(loop);
        return loop;
    }

    /** Runs {@code action} after a delay, on no loop. */
    public void after(long delayNanos, Runnable action) {
        events.add(new Event(nowNanos + Math.max(0, delayNanos), scheduled++, action));
    }

    /** The loop whose turn runs, or null between turns. */
    FakeLoop current() {
        return current;
    }

    void current(FakeLoop loop) {
        current = loop;
    }

    /** Adds a line to the trace, with the time. */
    void trace(String line) {
        trace.append(nowNanos - startNanos).append(' ').append(line).append('\n');
    }

    /** A line for each event of sockets and disks: equal for equal seeds. */
    public String trace() {
        return trace.toString();
    }

    /**
     * Takes a step.
     *
     * @return false where nothing is left to do until {@code deadlineNanos}, which is the time then
     */
    boolean step(long deadlineNanos) {
        if (current != null) {
            throw new IllegalStateException("a loop waits for itself");
        }
        if (++steps > LONGEST_STEPS) {
            throw new IllegalStateException("no end after " + LONGEST_STEPS + " steps");
        }
        Event first = events.peek();
        if (first != null && first.atNanos - nowNanos <= 0) {
            events.poll().action.run();
            return true;
        }
        List<FakeLoop> ready = loops.stream().filter(FakeLoop::hasWork).toList();
        if (!ready.isEmpty()) {
            ready.get(random.nextInt(ready.size())).turn();
            nowNanos += random.nextInt(TURN_NANOS);
            return true;
        }
        if (first == null || first.atNanos - deadlineNanos > 0) {
            nowNanos = deadlineNanos;
            return false;
        }
        nowNanos = first.atNanos;
        return true;
    }

    /** Runs for a time. */
    public void run(Duration time) {
        long deadline = nowNanos + time.toNanos();
        while (nowNanos - deadline < 0 && step(deadline)) {}
    }

    /** Runs until {@code condition} holds; false where it does not within {@code time}. */
    public boolean runUntil(BooleanSupplier condition, Duration time) {
        long deadline = nowNanos + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (nowNanos - deadline >= 0 || !step(deadline)) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Runs {@code action} within a turn of {@code loop}, and all that it sets off within that turn. */
    public void on(FakeLoop loop, Runnable action) {
        boolean[] done = new boolean[1];
        loop.execute(() -> {
            action.run();
            done[0] = true;
        });
        runUntil(() -> done[0], Duration.ofSeconds(1));
    }
}
