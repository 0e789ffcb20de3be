package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.HeapPool;
import dev.sluice.io.sys.Machine;
import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.Rings;
import dev.sluice.io.sys.SystemCallException;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop with its thread, ring and memory: their start and their end. Owner: the thread that starts and stops the group. */
final class StartedLoop {
    private static final Logger LOG = LoggerFactory.getLogger(StartedLoop.class);

    /** Room for what one turn submits; a full queue only costs a system call more. */
    private static final int RING_SIZE = 1024;
    /** Completions that may lie unread: 8 times the submissions, so that a burst does not take the overflow path. */
    private static final int COMPLETION_SIZE = 8192;

    /** Operations that may block at once: the flushes of several disks that hang. Each takes a thread of the kernel as long as it blocks. */
    private static final int BLOCKING_OPERATIONS = 1024;

    private final String name;
    private final SingleThreadIoEventLoop eventLoop;
    private final Mapping transferMemory;
    private final Mapping solicitedMemory;
    private IoUringLoop loop;
    private Thread thread;

    private StartedLoop(
            String name, SingleThreadIoEventLoop eventLoop, Mapping transferMemory, Mapping solicitedMemory) {
        this.name = name;
        this.eventLoop = eventLoop;
        this.transferMemory = transferMemory;
        this.solicitedMemory = solicitedMemory;
    }

    static StartedLoop start(String name, int index, int count, LoopSettings settings, List<BufferPool> foreign)
            throws IOException {
        Mapping transferMemory = Mapping.anonymous(settings.transferBytes());
        Mapping solicitedMemory;
        try {
            solicitedMemory = Mapping.anonymous(settings.solicitedBytes());
        } catch (SystemCallException e) {
            transferMemory.close();
            throw e;
        }
        Factory factory = new Factory(settings.busyPollNanos());
        Thread[] thread = new Thread[1];
        ThreadFactory threads = task -> thread[0] = new FastThreadLocalThread(task, name);
        SingleThreadIoEventLoop eventLoop;
        try {
            eventLoop = new LoudLoop(threads, factory);
        } catch (RuntimeException e) {
            transferMemory.close();
            solicitedMemory.close();
            throw new IOException("no ring for " + name + ": " + e.getMessage(), e);
        }
        StartedLoop started = new StartedLoop(name, eventLoop, transferMemory, solicitedMemory);
        try {
            started.loop = started.onLoop(() -> started.begin(index, count, settings.cpu(), factory, foreign));
            started.thread = thread[0];
        } catch (IOException | RuntimeException e) {
            started.askToStop();
            started.awaitStop(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
            throw e;
        }
        return started;
    }

    /** On the loop's thread, so that memory is taken near its core, and because the ring obeys this thread only. */
    private IoUringLoop begin(int index, int count, int cpu, Factory factory, List<BufferPool> foreign)
            throws IOException {
        if (cpu >= 0) {
            Machine.pinThread(cpu);
        }
        letOperationsBlock(factory.ringDescriptor);
        transferMemory.preferHugePages();
        solicitedMemory.preferHugePages();
        BufferPool transfer = new BufferPool(transferMemory.segment());
        BufferPool solicited = new BufferPool(solicitedMemory.segment());
        List<BufferPool> pools = new ArrayList<>(List.of(transfer, solicited));
        pools.addAll(foreign);
        RegisteredMemory registered = register(factory.ringDescriptor, pools);
        transfer.registeredAs(registered.indexOf(transfer.memory().address()));
        solicited.registeredAs(registered.indexOf(solicited.memory().address()));
        return new IoUringLoop(index, eventLoop, factory.turns, transfer, solicited, HeapPool.oneOf(count), registered);
    }

    private void letOperationsBlock(int ring) {
        try {
            if (Rings.blockingOperations(ring, 0) < BLOCKING_OPERATIONS) {
                Rings.blockingOperations(ring, BLOCKING_OPERATIONS);
            }
        } catch (SystemCallException e) {
            LOG.warn(
                    "{}: a disk that hangs may keep flushes of others waiting: {}; kernels from 5.15 on can do better",
                    name,
                    e.getMessage());
        }
    }

    private RegisteredMemory register(int ring, List<BufferPool> pools) {
        RegisteredMemory memory = new RegisteredMemory(pools);
        try {
            Rings.registerBuffers(ring, memory.pieces());
            return memory;
        } catch (SystemCallException e) {
            LOG.warn(
                    "{}: {} MiB of buffers are not registered with the ring, each disk operation costs more CPU: {}."
                            + " This process may lock {}; to change that: 'ulimit -l unlimited', or"
                            + " LimitMEMLOCK=infinity in the systemd unit",
                    name,
                    memory.bytes() >> 20,
                    e.getMessage(),
                    lockable());
            return RegisteredMemory.NONE;
        }
    }

    private static String lockable() {
        long bytes = Machine.lockableMemoryBytes();
        return bytes == Long.MAX_VALUE ? "all memory" : (bytes >> 10) + " KiB of memory";
    }

    private <T> T onLoop(Callable<T> task) throws IOException {
        Future<T> future = eventLoop.submit(task).awaitUninterruptibly();
        if (future.isSuccess()) {
            return future.getNow();
        }
        throw new IOException("cannot start " + name + ": " + future.cause().getMessage(), future.cause());
    }

    IoUringLoop loop() {
        return loop;
    }

    String name() {
        return name;
    }

    Thread thread() {
        return thread;
    }

    void askToStop() {
        eventLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }

    void awaitStop(long deadlineNanos) {
        long left = Math.max(1, deadlineNanos - System.nanoTime());
        if (!eventLoop.terminationFuture().awaitUninterruptibly(left, TimeUnit.NANOSECONDS)) {
            LOG.warn("{} does not stop; its memory stays mapped", name);
            return;
        }
        transferMemory.close();
        solicitedMemory.close();
    }

    /** Netty's loop logs the error that ends it; this one reports it as well. */
    private static final class LoudLoop extends SingleThreadIoEventLoop {
        LoudLoop(ThreadFactory threads, IoHandlerFactory factory) {
            super(null, threads, factory);
        }

        @Override
        protected void run() {
            try {
                super.run();
            } catch (RuntimeException | Error e) {
                FatalErrors.report(e);
                throw e;
            }
        }
    }

    /** Makes the handler, and finds the descriptor of its ring, which Netty does not tell. */
    private static final class Factory implements IoHandlerFactory {
        private final long busyPollNanos;
        private TurnIoHandler turns;
        private int ringDescriptor;

        Factory(long busyPollNanos) {
            this.busyPollNanos = busyPollNanos;
        }

        @Override
        public IoHandler newHandler(ThreadAwareExecutor executor) {
            IoHandlerFactory rings = IoUringIoHandler.newFactory(
                    new IoUringIoHandlerConfig().setRingSize(RING_SIZE).setCqSize(COMPLETION_SIZE));
            synchronized (Factory.class) {
                try {
                    Set<Integer> before = Rings.descriptors();
                    IoHandler ring = rings.newHandler(executor);
                    Set<Integer> after = Rings.descriptors();
                    after.removeAll(before);
                    if (after.size() != 1) {
                        throw new IllegalStateException("one new ring expected in /proc/self/fd, found " + after);
                    }
                    ringDescriptor = after.iterator().next();
                    turns = new TurnIoHandler(ring, new RingProbe(ring), new AdaptivePolling(busyPollNanos));
                    return turns;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
