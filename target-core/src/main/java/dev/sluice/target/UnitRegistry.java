package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.passthrough.PassThroughUnits;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The logical units of a server, by their definitions. Changed by one thread at a time; any thread may look. */
final class UnitRegistry {
    private static final Duration DRAIN_BOUND = Duration.ofSeconds(10);

    private final ServerThreads machinery;
    /** Null where nothing is kept. */
    private final StateDirectory state;

    private final Map<LunDefinition, LogicalUnit> units = Collections.synchronizedMap(new IdentityHashMap<>());
    private final CapacityWatch watch = new CapacityWatch();

    UnitRegistry(ServerThreads machinery, StateDirectory state) {
        this.machinery = machinery;
        this.state = state;
    }

    /**
     * Makes the logical unit of a definition, which all that show it share.
     *
     * @return false if it is there
     * @throws IOException if what is kept of it cannot be read
     */
    boolean add(LunDefinition lun) throws IOException {
        if (units.containsKey(lun)) {
            return false;
        }
        UnitMemory memory = state == null ? UnitMemory.NONE : state.memory(lun.settings());
        LogicalUnit unit =
                switch (lun.type()) {
                    case DISK -> Disks.unit(lun.settings(), lun.device(), machinery::openChannel, memory);
                    case CD_DVD -> OpticalDrives.unit(lun.settings(), lun.device(), machinery::openChannel);
                    case PASS_THROUGH -> PassThroughUnits.unit(lun.settings(), (CommandDevice) lun.device(), memory);
                };
        units.put(lun, unit);
        if (lun.type() == LunDefinition.Type.DISK) {
            watch.add(unit);
        }
        return true;
    }

    /** @throws IllegalArgumentException if there is none */
    LogicalUnit get(LunDefinition lun) {
        LogicalUnit unit = units.get(lun);
        if (unit == null) {
            throw new IllegalArgumentException(
                    "there is no logical unit of " + lun.device().properties().description());
        }
        return unit;
    }

    /** Takes back {@link #add} of a unit that nobody has seen; the device stays open. */
    void forget(LunDefinition lun) {
        LogicalUnit unit = units.remove(lun);
        if (unit != null) {
            watch.remove(unit);
        }
    }

    /**
     * Ends a unit that is not mapped: its tasks end, or are aborted after a while, and its device is flushed and closed.
     *
     * @return completed, on any thread, when the device is closed; exceptionally where the flush has failed
     */
    CompletableFuture<Void> remove(LunDefinition lun) {
        LogicalUnit unit = get(lun);
        if (unit.ports().isMapped()) {
            throw new IllegalStateException(unit.device().description() + " is mapped to a target");
        }
        forget(lun);
        return machinery
                .passed()
                .thenCompose(ignored -> unit.drained())
                .completeOnTimeout(null, DRAIN_BOUND.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(ignored -> unit.close())
                .thenCompose(ignored -> machinery.flush(lun.device()))
                .whenCompleteAsync((ignored, failure) -> {
                    watch.awaitEnd(unit);
                    lun.device().close();
                });
    }

    Collection<LogicalUnit> all() {
        synchronized (units) {
            return List.copyOf(units.values());
        }
    }

    private List<LunDefinition> definitions() {
        synchronized (units) {
            return List.copyOf(units.keySet());
        }
    }

    /** See {@link SluiceServer#exchangeMedium}. */
    void exchangeMedium(LunDefinition lun, BlockDevice medium, boolean force) {
        LogicalUnit unit = units.get(lun);
        if (unit == null || !(lun.device() instanceof ExchangeableDevice drive)) {
            throw new IllegalArgumentException("this logical unit has no medium that could be exchanged");
        }
        if (unit.state().mediumLoaded() && unit.medium().isRemovalPrevented() && !force) {
            throw new IllegalStateException("an initiator uses the medium and prevents its removal");
        }
        unit.medium().eject();
        drive.exchange(medium);
        unit.medium().exchanged();
    }

    /** Looks no more at what changes behind the units. */
    void stopWatching() {
        watch.close();
    }

    /** Aborts all tasks. Completed, on any thread, when nothing is under way. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.allOf(all().stream().map(LogicalUnit::close).toArray(CompletableFuture<?>[]::new));
    }

    /** Makes durable what disks have in volatile caches. */
    CompletableFuture<Void> flush() {
        return CompletableFuture.allOf(
                definitions().stream().map(lun -> machinery.flush(lun.device())).toArray(CompletableFuture<?>[]::new));
    }

    void closeDevices() {
        definitions().forEach(lun -> lun.device().close());
    }
}
