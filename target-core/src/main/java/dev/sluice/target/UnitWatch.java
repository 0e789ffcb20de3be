package dev.sluice.target;

import dev.sluice.scsi.LogicalUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then at what changes behind logical units without a command: the sizes of devices, the space that is left. */
final class UnitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitWatch.class);
    private static final long PERIOD_SECONDS = 2;

    private final List<LogicalUnit> units;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-watch").factory());

    UnitWatch(Collection<LogicalUnit> units) {
        this.units = List.copyOf(units);
        executor.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        for (LogicalUnit unit : units) {
            try {
                unit.refreshCapacity();
                unit.watchSpace();
            } catch (RuntimeException e) {
                LOG.error("cannot look at {}", unit.device().description(), e);
            }
        }
    }

    /** Returns when it does not look any more. */
    @Override
    public void close() {
        executor.close();
    }
}
