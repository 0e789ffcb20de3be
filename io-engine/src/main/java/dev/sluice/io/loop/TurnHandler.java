package dev.sluice.io.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's ring handler with the two things that it lacks: an end of the turn, and spinning before it sleeps. Owner: the
 * loop thread, but for {@link #wakeup()}.
 */
final class TurnHandler implements IoHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TurnHandler.class);

    private final IoHandler ring;
    private final long busyPollNanos;
    private final SpinningContext spinning = new SpinningContext();

    private TurnWork[] work = new TurnWork[64];
    private int workCount;
    private long nowNanos;
    private long lastActiveNanos;

    TurnHandler(IoHandler ring, long busyPollNanos) {
        this.ring = ring;
        this.busyPollNanos = busyPollNanos;
    }

    void add(TurnWork item) {
        if (workCount == work.length) {
            work = Arrays.copyOf(work, workCount * 2);
        }
        work[workCount++] = item;
    }

    long nowNanos() {
        if (nowNanos == 0) {
            nowNanos = System.nanoTime();
        }
        return nowNanos;
    }

    @Override
    public int run(IoHandlerContext context) {
        endTurn();
        nowNanos = 0;
        int completions = ring.run(busyPollNanos == 0 ? context : spinning.around(context));
        if (busyPollNanos != 0 && completions > 0) {
            lastActiveNanos = nowNanos();
        }
        endTurn();
        return completions;
    }

    /** Work that adds work is run in the same turn. */
    private void endTurn() {
        for (int i = 0; i < workCount; i++) {
            TurnWork item = work[i];
            work[i] = null;
            try {
                item.turnEnded();
            } catch (RuntimeException e) {
                // Whose work fails is at fault alone: the loop and the work of others go on.
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

    private final class SpinningContext implements IoHandlerContext {
        private IoHandlerContext context;

        IoHandlerContext around(IoHandlerContext wrapped) {
            context = wrapped;
            return this;
        }

        @Override
        public boolean canBlock() {
            return context.canBlock() && System.nanoTime() - lastActiveNanos > busyPollNanos;
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
