package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.HeapPool;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An event loop: a thread, its clock, its ring, and the buffers that disks and sockets of this loop use.
 *
 * <p>All state of a loop is used by its thread only. Other threads reach it through {@link #execute}. A server uses one implementation, which {@link IoLoopGroup}
 * makes, so that the JIT inlines its calls; a simulation has its own, with a clock of its own.
 */
public interface IoLoop {
    /** The place of this loop among those of its group, from 0. Any thread. */
    int index();

    /** Returns true on this loop's thread. Any thread. */
    boolean inLoop();

    /** Runs {@code task} on the loop, soon. An exception is logged; a fatal error is reported ({@link FatalErrors}). Any thread. */
    void execute(Runnable task);

    /** Does the same as {@link #execute} after a delay, unless the returned future is cancelled before. Any thread. */
    Future<?> schedule(Runnable task, long delay, TimeUnit unit);

    /** Runs {@code work} once when the current turn ends. The caller adds the same work once a turn. Loop thread only. */
    void atTurnEnd(EndOfTurn work);

    /** Runs {@code work} once in the next turn, which begins without sleep. Loop thread only. */
    void atNextTurn(EndOfTurn work);

    /** The recent users of the loop. Loop thread only. */
    RecentUse recentUse();

    /** Takes {@code input} in every turn from now on, and looks into it before the loop sleeps. Loop thread only. */
    void addInput(LoopInput input);

    /** Looks into {@code input} no longer. Loop thread only, not from within {@link LoopInput#take}. */
    void removeInput(LoopInput input);

    /** Makes the loop take its inputs soon; costs no system call while the loop is awake. Any thread. */
    void wakeIfAsleep();

    /** The loop's monotonic clock, read at most once a turn, in nanoseconds from an arbitrary origin that all loops share. Loop thread only. */
    long nowNanos();

    /** The date and time of day; it may be set back. Any thread. */
    Instant now();

    /** The loop's io_uring, for disks and sockets that use it. Any thread. */
    IoRing ring();

    /**
     * Buffers for data that always moves on by itself: data read from a disk on its way to a socket, and data
     * that has arrived on its way to a disk. A user that waits here waits for disks and sockets, never for data that an
     * initiator might send. Loop thread only.
     */
    BufferPool transferBuffers();

    /**
     * Buffers for data that initiators are asked to send. They may be held for as long as an initiator takes, so they
     * are apart: nothing that {@link #transferBuffers()} serves depends on them. Loop thread only.
     */
    BufferPool solicitedBuffers();

    /** The part of the Java heap that the loop's users may hold. Loop thread only. */
    HeapPool heap();
}
