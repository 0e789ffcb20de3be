package dev.sluice.scsi.unit;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.atomic.AtomicAccess;
import dev.sluice.scsi.share.UnitUse;
import dev.sluice.scsi.taskset.UnitTasks;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The parts of a logical unit on its loops, opened when they are first needed. Any thread, unless stated otherwise. */
final class LoopUnits {
    private final BlockDevice device;
    private final ChannelOpener opener;
    private final AtomicAccess atomicAccess;
    private final UnitTasks tasks;
    private final UnitUse use = new UnitUse();
    private final Map<IoLoop, LoopUnit> units = new ConcurrentHashMap<>();

    LoopUnits(BlockDevice device, ChannelOpener opener, AtomicAccess atomicAccess, UnitTasks tasks) {
        this.device = device;
        this.opener = opener;
        this.atomicAccess = atomicAccess;
        this.tasks = tasks;
    }

    /** Returns the part of that loop, on the loop's thread. */
    LoopUnit on(IoLoop loop) {
        assert loop.inLoop();
        return units.computeIfAbsent(loop, it -> new LoopUnit(it, opener.open(device, it), tasks, atomicAccess, use));
    }

    /** Closes the part of that loop, on the loop's thread; without effect if there is none. */
    void close(IoLoop loop) {
        LoopUnit unit = units.remove(loop);
        if (unit != null) {
            unit.close(tasks);
        }
    }

    /** The sum of what all loops have counted; completed on any thread. */
    CompletableFuture<UnitStatistics> statistics() {
        AtomicReference<UnitStatistics> sum = new AtomicReference<>(UnitStatistics.NONE);
        return onEveryLoop(unit -> sum.accumulateAndGet(
                        unit.counters().snapshot(unit.loop().nowNanos()), UnitStatistics::plus))
                .thenApply(ignored -> sum.get());
    }

    /** Resets the counters of all loops; completed on any thread. */
    CompletableFuture<Void> resetStatistics() {
        return onEveryLoop(unit -> unit.counters().reset(unit.loop().nowNanos()));
    }

    private CompletableFuture<Void> onEveryLoop(Consumer<LoopUnit> work) {
        return CompletableFuture.allOf(units.values().stream()
                .map(unit -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    Runnable here = () -> {
                        work.accept(unit);
                        done.complete(null);
                    };
                    if (unit.loop().inLoop()) {
                        here.run();
                    } else {
                        unit.loop().execute(here);
                    }
                    return done;
                })
                .toArray(CompletableFuture[]::new));
    }
}
