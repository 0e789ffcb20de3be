package dev.sluice.simulation;

import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoRing;
import dev.sluice.io.loop.LoopInput;
import dev.sluice.io.loop.RecentUse;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.HeapPool;
import java.lang.foreign.Arena;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A loop of a simulation: its turns run when the simulation says so, on the thread of the test, with virtual time.
 *
 * <p>A turn has the order of a real one: completions, inputs, work of the turn before, work at the end of the turn, tasks. What a task throws ends the test.
 */
public final class FakeLoop implements IoLoop {
    private static final int POOL_BYTES = 16 << 20;
    private static final int PAGE_BYTES = 4096;
    private static final long HEAP_BYTES = 64 << 20;

    private final Simulation simulation;
    private final int index;
    private final BufferPool transferBuffers;
    private final BufferPool solicitedBuffers;
    private final HeapPool heap = new HeapPool(HEAP_BYTES);
    private final RecentUse recentUse = new RecentUse();
    private final Deque<Runnable> completions = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<EndOfTurn> endOfTurn = new ArrayDeque<>();
    private List<EndOfTurn> nextTurn = new ArrayList<>();
    private final List<LoopInput> inputs = new ArrayList<>();
    private long turnNanos;

    FakeLoop(Simulation simulation, int index) {
        this.simulation = simulation;
        this.index = index;
        this.transferBuffers = pool();
        this.solicitedBuffers = pool();
    }

    private static BufferPool pool() {
        BufferPool pool = new BufferPool(Arena.ofAuto().allocate(POOL_BYTES, PAGE_BYTES));
        pool.registeredAs(-1);
        return pool;
    }

    boolean hasWork() {
        return !completions.isEmpty()
                || !tasks.isEmpty()
                || !endOfTurn.isEmpty()
                || !nextTurn.isEmpty()
                || inputs.stream().anyMatch(input -> !input.isEmpty());
    }

    /** The end of an operation of a socket or disk: {@code action} runs in the next turn. */
    void complete(Runnable action) {
        completions.add(action);
    }

    void turn() {
        simulation.current(this);
        turnNanos = simulation.nowNanos();
        try {
            endTurn();
            List<EndOfTurn> due = nextTurn;
            nextTurn = new ArrayList<>();
            runAll(completions);
            List.copyOf(inputs).forEach(LoopInput::take);
            endOfTurn.addAll(due);
            endTurn();
            runAll(tasks);
        } finally {
            simulation.current(null);
        }
    }

    /** Runs those that are there; what they add waits for the next turn. */
    private static void runAll(Deque<Runnable> queue) {
        for (int left = queue.size(); left > 0; left--) {
            queue.poll().run();
        }
    }

    private void endTurn() {
        while (!endOfTurn.isEmpty()) {
            endOfTurn.poll().turnEnded();
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return simulation.current() == this;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        simulation.after(unit.toNanos(delay), () -> {
            if (!timer.isDone()) {
                execute(() -> {
                    if (timer.complete(null)) {
                        task.run();
                    }
                });
            }
        });
        return timer;
    }

    @Override
    public void atTurnEnd(EndOfTurn work) {
        assert inLoop() : "not on the loop";
        endOfTurn.add(work);
    }

    @Override
    public void atNextTurn(EndOfTurn work) {
        assert inLoop() : "not on the loop";
        nextTurn.add(work);
    }

    @Override
    public RecentUse recentUse() {
        return recentUse;
    }

    @Override
    public void addInput(LoopInput input) {
        inputs.add(input);
    }

    @Override
    public void removeInput(LoopInput input) {
        inputs.remove(input);
    }

    @Override
    public void wakeIfAsleep() {
        // The simulation looks into inputs by itself.
    }

    @Override
    public long nowNanos() {
        assert inLoop() : "not on the loop";
        return turnNanos;
    }

    @Override
    public Instant now() {
        return simulation.now();
    }

    @Override
    public IoRing ring() {
        throw new UnsupportedOperationException("a simulated loop has no ring");
    }

    @Override
    public BufferPool transferBuffers() {
        return transferBuffers;
    }

    @Override
    public BufferPool solicitedBuffers() {
        return solicitedBuffers;
    }

    @Override
    public HeapPool heap() {
        return heap;
    }
}
