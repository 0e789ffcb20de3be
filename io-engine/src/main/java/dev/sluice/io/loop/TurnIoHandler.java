package dev.sluice.io.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's ring handler with the three things that it lacks: an end of the turn, input from other threads that costs no system
 * call while the loop is awake, and polling before it sleeps. Owner: the loop thread, but for {@link #wakeup()} and
 * {@link #wakeIfAsleep()}.
 */
final class TurnIoHandler implements IoHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TurnIoHandler.class);

    /** Looks at the ring for each look at the clock and at the tasks: 16 take less than a microsecond. */
    private static final int POLLS_PER_CHECK = 16;

    private final IoHandler ring;
    private final RingProbe probe;
    private final AdaptivePolling polling;
    private final WaitingContext waiting = new WaitingContext();

    private EndOfTurn[] work = new EndOfTurn[64];
    private int workCount;
    /** Work for the next turn, which was added in this one. */
    private EndOfTurn[] nextWork = new EndOfTurn[16];

    private int nextWorkCount;
    private long nowNanos;
    /** False where the turn before, or a task, may have made operations that the ring does not have yet. */
    private boolean isIdle;

    private LoopInput[] inputs = {};
    /** True while the loop waits in the kernel, or is about to, and has looked at its inputs since it said so. */
    private volatile boolean asleep;

    TurnIoHandler(IoHandler ring, RingProbe probe, AdaptivePolling polling) {
        this.ring = ring;
        this.probe = probe;
        this.polling = polling;
    }

    void add(EndOfTurn item) {
        if (workCount == work.length) {
            work = Arrays.copyOf(work, workCount * 2);
        }
        work[workCount++] = item;
    }

    void addForNextTurn(EndOfTurn item) {
        if (nextWorkCount == nextWork.length) {
            nextWork = Arrays.copyOf(nextWork, nextWorkCount * 2);
        }
        nextWork[nextWorkCount++] = item;
    }

    long nowNanos() {
        if (nowNanos == 0) {
            nowNanos = System.nanoTime();
        }
        return nowNanos;
    }

    @Override
    public int run(IoHandlerContext context) {
        if (workCount > 0) {
            isIdle = false;
            endTurn();
        }
        nowNanos = 0;
        int due = nextWorkCount;
        int completions = ring.run(waiting.around(context));
        if (asleep) {
            asleep = false;
        }
        boolean isActive = takeInputs() || completions > 0;
        if (isActive && polling.isIdle()) {
            polling.end(nowNanos());
        }
        isIdle = !isActive && due == 0;
        startDue(due);
        endTurn();
        return completions;
    }

    void add(LoopInput input) {
        inputs = Arrays.copyOf(inputs, inputs.length + 1);
        inputs[inputs.length - 1] = input;
    }

    void remove(LoopInput input) {
        inputs = Arrays.stream(inputs).filter(other -> other != input).toArray(LoopInput[]::new);
    }

    /** Any thread, after it has put something into an input: the full fence orders that before the look at the flag. */
    void wakeIfAsleep() {
        VarHandle.fullFence();
        if (asleep) {
            ring.wakeup();
        }
    }

    private boolean takeInputs() {
        boolean isActive = false;
        for (LoopInput input : inputs) {
            if (!input.isEmpty()) {
                isActive = true;
                input.take();
            }
        }
        return isActive;
    }

    private boolean hasInput() {
        for (LoopInput input : inputs) {
            if (!input.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Work that was added in the turn before becomes work of this one; work that completions have added meanwhile stays for the next. */
    private void startDue(int count) {
        for (int i = 0; i < count; i++) {
            add(nextWork[i]);
        }
        nextWorkCount -= count;
        System.arraycopy(nextWork, count, nextWork, 0, nextWorkCount);
        Arrays.fill(nextWork, nextWorkCount, nextWorkCount + count, null);
    }

    /** Work that adds work is run in the same turn. */
    private void endTurn() {
        for (int i = 0; i < workCount; i++) {
            EndOfTurn item = work[i];
            work[i] = null;
            try {
                item.turnEnded();
            } catch (RuntimeException | AssertionError e) {
                // A fault costs its own work only: the loop and the work of others go on.
                LOG.error("work at the end of a turn failed: {}", item, e);
            }
        }
        workCount = 0;
    }

    @Override
    public void initialize() {
        ring.initialize();
    }

    @Override
    public void prepareToDestroy() {
        ring.prepareToDestroy();
    }

    @Override
    public void destroy() {
        ring.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return ring.register(handle);
    }

    @Override
    public void wakeup() {
        ring.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return ring.isCompatible(handleType);
    }

    /** Polls until something comes, which it returns true for, or the time for that is over. */
    private boolean poll() {
        if (polling.isIdle() || !polling.begin(System.nanoTime())) {
            return false;
        }
        do {
            for (int i = 0; i < POLLS_PER_CHECK; i++) {
                if (probe.hasCompletions() || hasInput()) {
                    return true;
                }
                Thread.onSpinWait();
            }
            if (!waiting.context.canBlock()) {
                isIdle = false;
                polling.end(nowNanos());
                return true;
            }
        } while (polling.goesOn(System.nanoTime()));
        return false;
    }

    private final class WaitingContext implements IoHandlerContext {
        private IoHandlerContext context;

        IoHandlerContext around(IoHandlerContext wrapped) {
            context = wrapped;
            return this;
        }

        @Override
        public boolean canBlock() {
            if (nextWorkCount > 0) {
                return false;
            }
            if (!context.canBlock()) {
                isIdle = false;
                return false;
            }
            if (polling.isOn() && (!isIdle || poll())) {
                return false;
            }
            if (inputs.length == 0) {
                return true;
            }
            // A thread that puts something in after this look sees the flag, and wakes the loop.
            asleep = true;
            if (hasInput()) {
                asleep = false;
            }
            return asleep;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return context.delayNanos(currentTimeNanos);
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }
    }
}
