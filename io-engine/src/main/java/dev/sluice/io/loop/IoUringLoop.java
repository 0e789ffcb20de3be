package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.HeapPool;
import dev.sluice.io.memory.IoBuffer;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A loop of a running server: Netty's event loop with an io_uring, the system's clocks, and buffers that the ring knows.
 *
 * <p>Made by {@link IoLoopGroup}. The owner thread of each method is that of {@link IoLoop}.
 */
final class IoUringLoop implements IoLoop, IoRing {
    private final int index;
    private final SingleThreadIoEventLoop eventLoop;
    private final TurnIoHandler turns;
    private final BufferPool transferBuffers;
    private final BufferPool solicitedBuffers;
    private final HeapPool heap;
    private final RegisteredMemory registered;
    private final RecentUse recentUse = new RecentUse();

    IoUringLoop(
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

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(FatalErrors.guarded(task));
    }

    @Override
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return eventLoop.schedule(FatalErrors.guarded(task), delay, unit);
    }

    @Override
    public void atTurnEnd(EndOfTurn work) {
        turns.add(work);
    }

    @Override
    public void atNextTurn(EndOfTurn work) {
        turns.addForNextTurn(work);
    }

    @Override
    public RecentUse recentUse() {
        return recentUse;
    }

    @Override
    public void addInput(LoopInput input) {
        assert inLoop();
        turns.add(input);
    }

    @Override
    public void removeInput(LoopInput input) {
        assert inLoop();
        turns.remove(input);
    }

    @Override
    public void wakeIfAsleep() {
        turns.wakeIfAsleep();
    }

    @Override
    public long nowNanos() {
        return turns.nowNanos();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public IoRing ring() {
        return this;
    }

    @Override
    public IoRegistration register(IoUringIoHandle handle) {
        assert inLoop();
        Future<IoRegistration> registration = eventLoop.register(handle);
        if (!registration.isSuccess()) {
            throw new IllegalStateException("the loop is stopping", registration.cause());
        }
        return registration.getNow();
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

    @Override
    public int registeredIndexOf(IoBuffer buffer) {
        return registered.indexOf(buffer.address());
    }

    SingleThreadIoEventLoop eventLoop() {
        return eventLoop;
    }
}
