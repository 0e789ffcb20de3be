package dev.sluice.scsi.command;

import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.reservation.ReservationOutcome;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandHandler;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.BlockingWork;
import dev.sluice.scsi.transfer.DataInReply;
import dev.sluice.scsi.transfer.ParameterList;
import dev.sluice.scsi.transfer.RangeSequence;
import dev.sluice.scsi.transfer.Waiting;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.MediumOperation;
import dev.sluice.scsi.unit.SavedParameters;
import dev.sluice.scsi.unit.UnitParameters;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The base of the commands here: replies, parameter lists, checks. */
public abstract class DiskCommand extends CommandHandler {
    /** Answers with data, of which the command takes so many bytes at most. */
    protected static void reply(ScsiTask task, PageBytes data, long allocationLength) {
        task.begin(DataInReply.TYPE).start(data.array(), data.length(), allocationLength);
    }

    /** Gets a parameter list from the initiator. */
    protected static void receive(ScsiTask task, int length, ParameterList.Receiver receiver) {
        task.begin(ParameterList.TYPE).start(length, receiver);
    }

    /** Makes everything durable, and ends the task well. */
    protected static void flush(ScsiTask task) {
        task.begin(RangeSequence.TYPE).flush();
    }

    /** Does something to the whole medium; the task ends with it, or at once. */
    static void operate(ScsiTask task, MediumOperation operation, boolean immediately) {
        if (!task.unit().begin(operation, task, task.loopUnit())) {
            fail(task, task.unit().state().operation().refusal());
        } else if (immediately) {
            succeed(task);
        } else {
            task.begin(Waiting.TYPE).start(operation.ended());
        }
    }

    /** Saves something with the unit, which must be able to, and goes on when it is durable. */
    static void save(ScsiTask task, UnaryOperator<SavedParameters> change, Consumer<ScsiTask> then) {
        UnitParameters parameters = task.unit().parameters();
        task.begin(BlockingWork.TYPE).start(() -> Optional.ofNullable(parameters.save(change)), (done, failure) -> {
            if (failure.isPresent()) {
                fail(done, failure.get());
            } else {
                then.accept(done);
            }
        });
    }

    /**
     * Ends the task as a request about reservations comes to, after what it aborts has come to rest.
     *
     * @param name of the request in the standard
     */
    static void changeReservations(ScsiTask task, String name, Function<Reservations, ReservationOutcome> request) {
        LogicalUnit unit = task.unit();
        if (unit.canPersistReservations()) {
            task.begin(BlockingWork.TYPE)
                    .start(() -> unit.changeReservations(request), (done, outcome) -> end(done, name, outcome));
        } else {
            end(task, name, unit.changeReservations(request));
        }
    }

    private static void end(ScsiTask task, String name, ReservationOutcome outcome) {
        if (outcome instanceof ReservationOutcome.Granted) {
            task.nexus().reservationsChanged(task.lun(), name);
        }
        switch (outcome) {
            case ReservationOutcome.Conflict() -> end(task, ScsiStatus.RESERVATION_CONFLICT);
            case ReservationOutcome.Refused(SenseData why) -> fail(task, why);
            case ReservationOutcome.Granted granted when granted.aborted().isEmpty() -> succeed(task);
            case ReservationOutcome.Granted granted ->
                task.begin(Waiting.TYPE)
                        .start(task.unit().abortTasksOf(granted.aborted(), task).thenApply(none -> null));
        }
    }

    /**
     * Checks a range of logical blocks.
     *
     * @param lba unsigned
     * @param blocks not negative
     * @return true if it lies within the capacity; otherwise the task has ended
     */
    protected static boolean inRange(ScsiTask task, long lba, long blocks) {
        if (task.unitState().contains(lba, blocks)) {
            return true;
        }
        fail(task, SenseData.LBA_OUT_OF_RANGE);
        return false;
    }
}
