package dev.sluice.scsi.unit;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.sense.SenseData;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The saved parameters of a logical unit, and its time. Any thread. */
public final class UnitParameters {
    /** A value of REPORT TIMESTAMP with where it comes from; SPC-4 5.2. */
    public record Timestamp(long milliseconds, boolean wasSet) {}

    private record Start(long milliseconds, long nanoTime) {}

    private static final Logger LOG = LoggerFactory.getLogger(UnitParameters.class);

    /** Null where nothing outlives a loss of power. */
    private final ParameterStore store;

    private volatile SavedParameters saved;
    private volatile Start start;

    UnitParameters(ParameterStore store, SavedParameters saved) {
        this.store = store;
        this.saved = saved;
    }

    /** Returns true if anything can be saved. */
    public boolean canSave() {
        return store != null;
    }

    public SavedParameters saved() {
        return saved;
    }

    /**
     * Saves something else than before; may block.
     *
     * @return null, or why it is not saved
     */
    public synchronized SenseData save(UnaryOperator<SavedParameters> change) {
        SavedParameters after = change.apply(saved);
        try {
            store.save(after);
        } catch (IOException e) {
            LOG.error("cannot save the parameters of a logical unit: {}", e.toString());
            return SenseData.TARGET_FAILURE;
        }
        saved = after;
        return null;
    }

    /** The time of day, or the time that was set and what has passed since. On the thread of {@code clock}. */
    public Timestamp timestamp(IoLoop clock) {
        Start last = start;
        if (last == null) {
            return new Timestamp(clock.now().toEpochMilli(), false);
        }
        long passed = TimeUnit.NANOSECONDS.toMillis(clock.nowNanos() - last.nanoTime());
        return new Timestamp(last.milliseconds() + passed, true);
    }

    /** SET TIMESTAMP, in milliseconds. On the thread of {@code clock}. */
    public void timestamp(long milliseconds, IoLoop clock) {
        start = new Start(milliseconds, clock.nowNanos());
    }
}
