package dev.sluice.scsi.port;

import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.NexusListener;
import dev.sluice.scsi.unit.ScsiPort;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Task management functions that reach beyond one initiator: the task manager of SAM-5 7. A function is done when every
 * task that it concerns has come to rest, on whichever loop. All calls on the loop of the nexus that asks.
 */
public final class TaskManager {
    /** A listener that hears of the end of a function. */
    public interface Listener {
        /**
         * Called on the loop of the nexus that asked, never from within the request.
         *
         * @param unitExists false if there is no such logical unit, and nothing was done
         */
        void functionDone(boolean unitExists);
    }

    private final TargetPort target;

    TaskManager(TargetPort target) {
        this.target = target;
    }

    /**
     * CLEAR TASK SET, SAM-5 7.4: aborts the tasks of all initiators, unless each nexus has a task set of its own (TST). Others who lose
     * tasks get a unit attention condition, or a status for each (TAS).
     */
    public void clearTaskSet(ItNexus by, long lun, TaskScope scope, Listener done) {
        UnitNexus at = find(by, lun);
        whenDone(by, at == null ? null : at.unit().clearTasks(by, scope), done);
    }

    /** LOGICAL UNIT RESET, SAM-5 7.6. */
    public void resetLogicalUnit(ItNexus by, long lun, TaskScope scope, Listener done) {
        UnitNexus at = find(by, lun);
        CompletableFuture<Void> reset =
                at == null ? null : at.unit().reset(by, scope, AdditionalSense.BUS_DEVICE_RESET_FUNCTION_OCCURRED);
        whenDone(by, reset, done);
    }

    /** TARGET WARM RESET (RFC 7143 11.5.1): resets every logical unit that the initiator sees. */
    public void resetTarget(ItNexus by, TaskScope scope, Listener done) {
        whenDone(
                by,
                everyUnit(by, unit -> unit.reset(by, scope, AdditionalSense.BUS_DEVICE_RESET_FUNCTION_OCCURRED)),
                done);
    }

    /**
     * TARGET COLD RESET (RFC 7143 11.5.1): resets every logical unit as if power came back. When that is done, every
     * initiator but the one that asks {@linkplain NexusListener#poweredOn hears of it}; initiators that come back are as new.
     */
    public void powerCycle(ItNexus by, TaskScope scope, Listener done) {
        CompletableFuture<Void> reset = everyUnit(
                by, unit -> unit.reset(by, scope, AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED));
        whenDone(by, reset, unitExists -> {
            everyView().forEach(view -> view.powerCycled(by));
            done.functionDone(true);
        });
    }

    /** All ports of this target by which its units are reached: one has to be reset as another. */
    private Set<ScsiPort> everyView() {
        Set<ScsiPort> views = new LinkedHashSet<>(List.of(target));
        for (LogicalUnit unit : target.units()) {
            if (unit != null) {
                unit.forEachNexus(at -> {
                    if (at.nexus().target().name().equals(target.name())) {
                        views.add(at.nexus().target());
                    }
                });
            }
        }
        return views;
    }

    /** I_T NEXUS RESET, SAM-5 7.5 with 6.3.4: aborts the tasks of the nexus, and every unit forgets what it held for it. */
    public void resetNexus(ItNexus by, TaskScope scope, Listener done) {
        CompletableFuture<Void> aborted = new CompletableFuture<>();
        by.forEachUnit(at -> {
            at.unit().medium().preventRemoval(at, false);
            at.establish(AdditionalSense.I_T_NEXUS_LOSS_OCCURRED);
        });
        target.abortAll(by, scope, () -> aborted.complete(null));
        whenDone(by, aborted, done);
    }

    /**
     * QUERY ASYNCHRONOUS EVENT, SAM-5 7.10: the unit attention condition that a command would be told of next.
     *
     * @return the additional response information in the lower 24 bits; 0 if nothing is pending
     */
    public int queryAsynchronousEvent(ItNexus by, long lun) {
        UnitNexus at = find(by, lun);
        return at == null ? 0 : at.pendingEvent();
    }

    private UnitNexus find(ItNexus by, long lun) {
        return by.find(lun);
    }

    private CompletableFuture<Void> everyUnit(ItNexus by, Function<LogicalUnit, CompletableFuture<Void>> action) {
        Set<LogicalUnit> units = new LinkedHashSet<>();
        by.forEachUnit(at -> units.add(at.unit()));
        return CompletableFuture.allOf(units.stream().map(action).toArray(CompletableFuture[]::new));
    }

    private static void whenDone(ItNexus by, CompletableFuture<Void> work, Listener listener) {
        if (work == null) {
            by.loop().execute(() -> listener.functionDone(false));
        } else {
            work.thenRun(() -> by.loop().execute(() -> listener.functionDone(true)));
        }
    }
}
