package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.HeapPool;
import dev.sluice.io.memory.IoBuffer;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An event loop: a thread, its io_uring, and the buffers that disks and sockets of this loop use.
 *
 * <p>What belongs to a loop is touched by its thread only. Other threads reach it through {@link #execute}.
 */
public final class IoLoop {
    private final int index;
    private final SingleThreadIoEventLoop eventLoop;
    private final TurnIoHandler turns;
    private final BufferPool transferBuffers;
    private final BufferPool solicitedBuffers;
    private final HeapPool heap;
    private final RegisteredMemory registered;
    private final RecentUse recentUse = new RecentUse();

    IoLoop(
            int index,
            SingleThreadIoEventLoop eventLoop,
            TurnIoHandler turns,
            BufferPool transferBuffers,
            BufferPool solicitedBuffers,
            HeapPool heap,
            RegisteredMemory registered) {
        this.index = index;
        this.eventLoop = eventLoop;
        this.turns = turns;
        this.transferBuffers = transferBuffers;
        this.solicitedBuffers = solicitedBuffers;
        this.heap = heap;
        this.registered = registered;
    }

    /** The place of this loop among those of its group, from 0. Any thread. */
    public int index() {
        return index;
    }

    /** Whether the caller is this loop's thread. Any thread. */
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    /** Runs {@code task} on the loop, soon. What it throws is logged; a fatal error is reported ({@link FatalErrors}). Any thread. */
    public void execute(Runnable task) {
        eventLoop.execute(FatalErrors.guarded(task));
    }

    /** As {@link #execute}, after a delay, unless the returned future is cancelled before. Any thread. */
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return eventLoop.schedule(FatalErrors.guarded(task), delay, unit);
    }

    /** Runs {@code work} once when the current turn ends. Loop thread only; the caller sees to it that it asks once a turn. */
    public void atTurnEnd(EndOfTurn work) {
        turns.add(work);
    }

    /** Runs {@code work} once in the next turn, which begins without sleep. Loop thread only. */
    public void atNextTurn(EndOfTurn work) {
        turns.addForNextTurn(work);
    }

    /** Whose work the loop has done lately. Loop thread only. */
    public RecentUse recentUse() {
        return recentUse;
    }

    /** Looks into {@code input} in every turn from now on, and before the loop sleeps. Loop thread only. */
    public void addInput(LoopInput input) {
        assert inLoop();
        turns.add(input);
    }

    /** Looks into {@code input} no longer. Loop thread only, not from within {@link LoopInput#take}. */
    public void removeInput(LoopInput input) {
        assert inLoop();
        turns.remove(input);
    }

    /** Sees to it that the loop looks into its inputs soon; for free while it is awake. Any thread. */
    public void wakeIfAsleep() {
        turns.wakeIfAsleep();
    }

    /** {@link System#nanoTime()}, read at most once a turn. Loop thread only. */
    public long nowNanos() {
        return turns.nowNanos();
    }

    /** Lets {@code handle} submit operations to this loop's ring. Loop thread only. */
    public IoRegistration register(IoUringIoHandle handle) {
        assert inLoop();
        Future<IoRegistration> registration = eventLoop.register(handle);
        if (!registration.isSuccess()) {
            throw new IllegalStateException("the loop is stopping", registration.cause());
        }
        return registration.getNow();
    }

    /**
     * Buffers for data that always moves on by itself: data read from a disk on its way to a socket, and data
     * that has arrived on its way to a disk. Whoever waits here waits for disks and sockets, never for what an
     * initiator might send. Loop thread only.
     */
    public BufferPool transferBuffers() {
        return transferBuffers;
    }

    /**
     * Buffers for data that initiators were asked to send. They may be held for as long as an initiator takes, so they
     * are apart: nothing that {@link #transferBuffers()} serves depends on them. Loop thread only.
     */
    public BufferPool solicitedBuffers() {
        return solicitedBuffers;
    }

    /** What its users may hold on the Java heap. Loop thread only. */
    public HeapPool heap() {
        return heap;
    }

    /**
     * The index under which this loop's ring knows the memory of {@code buffer}, which may be another loop's, or -1 where
     * it is not registered. Loop thread only.
     */
    public int registeredIndexOf(IoBuffer buffer) {
        return registered.indexOf(buffer.address());
    }

    SingleThreadIoEventLoop eventLoop() {
        return eventLoop;
    }
}
