package dev.sluice.scsi.task;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.taskset.TaskSet;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.UnitNexus;
import dev.sluice.scsi.unit.UnitState;

/**
 * The device server of a logical unit (SAM-5 4.8): finds the command of a task in the unit's table, makes the checks that its row
 * declares, and carries it out. On the task's loop thread.
 */
public final class DeviceServer {
    private DeviceServer() {}

    /** Carries out a prepared task on the logical unit at {@code at}, now or when its turn comes. */
    public static void execute(ScsiTask task, UnitNexus at) {
        TaskSet set = at.taskSet();
        task.start(at, at.unitState(), set);
        if (set.isTooFullFor(at.tasks())) {
            task.end(ScsiStatus.TASK_SET_FULL);
        } else if (task.attribute() != TaskAttribute.SIMPLE || set.isOrdered()) {
            order(task);
        } else {
            carryOut(task);
        }
    }

    /** SAM-5 8.6. There is one order for all nexuses, which is more than is asked for where TST is 001b. */
    private static void order(ScsiTask task) {
        switch (task.attribute()) {
            case SIMPLE -> {
                hold(task);
                task.unitNexus().taskSet().await(task);
            }
            case ORDERED -> {
                hold(task);
                task.unit().tasks().order(task);
            }
            case HEAD_OF_QUEUE -> carryOut(task);
            case ACA -> task.end(SenseData.INVALID_MESSAGE);
        }
    }

    private static void hold(ScsiTask task) {
        task.begin(DormantTask.TYPE);
        task.hold();
    }

    /** Carries out a task that had to wait for its turn. */
    static void enable(ScsiTask task) {
        task.enabled(task.unitNexus().unitState());
        carryOut(task);
    }

    private static void carryOut(ScsiTask task) {
        UnitNexus at = task.unitNexus();
        CommandTable table = CommandTable.of(at);
        CommandSpec spec = table.find(task.cdb());
        if (spec == null || !spec.isOfferedBy(at.unit())) {
            task.end(unknown(table, task));
        } else if (at.hasAttention() && !spec.has(Trait.ATTENTION_EXEMPT)) {
            task.end(at.takeAttention());
        } else if (spec.usage().refuses(task.cdb())) {
            task.end(refusal(spec, task));
        } else {
            runWhereAllowed(spec, task, spec.command());
        }
    }

    /**
     * Carries out a prepared read or write of the copy manager, for the initiator at {@code at}: unit attention conditions are
     * left for the initiator itself.
     *
     * @return false if the logical unit is not there any more, and nothing was done
     */
    public static boolean executeForCopy(UnitNexus at, ScsiTask task) {
        return executeForCopy(at, task, null);
    }

    /**
     * The same, with all checks of the command that is in the CDB.
     *
     * @param instead carried out in place of that command; null for the command itself
     */
    public static boolean executeForCopy(UnitNexus at, ScsiTask task, CommandHandler instead) {
        if (at.nexus().find(at.lun()) != at) {
            return false;
        }
        task.start(at, at.unitState(), at.taskSet());
        CommandTable table = CommandTable.of(at);
        CommandSpec spec = table.find(task.cdb());
        if (spec == null) {
            task.end(unknown(table, task));
        } else {
            runWhereAllowed(spec, task, instead == null ? spec.command() : instead);
        }
        return true;
    }

    private static void runWhereAllowed(CommandSpec spec, ScsiTask task, CommandHandler command) {
        UnitNexus at = task.unitNexus();
        UnitState state = task.unitState();
        AccessState access = at.accessState();
        if (!access.isActive() && !spec.runsIn(access)) {
            task.end(access == AccessState.STANDBY ? SenseData.STANDBY : SenseData.UNAVAILABLE);
        } else if (spec.conflictsWith(at.access(state), task.cdb())) {
            task.end(ScsiStatus.RESERVATION_CONFLICT);
        } else if (state.operation() != null && !spec.has(Trait.RUNS_DURING_OPERATIONS)) {
            task.end(state.operation().refusal());
        } else if (spec.has(Trait.NEEDS_MEDIUM) && !state.mediumLoaded()) {
            task.end(at.unit().settings().removable() ? SenseData.NO_MEDIUM : SenseData.NOT_READY);
        } else if (spec.has(Trait.WRITES) && at.isWriteProtected(state)) {
            task.end(SenseData.WRITE_PROTECTED);
        } else {
            command.run(task);
        }
    }

    /**
     * Carries out a prepared task whose LUN leads nowhere.
     *
     * @param commands the commands that are answered there; SAM-5 5.11
     * @param tasks those of the nexus that lead nowhere
     */
    public static void executeUnmapped(ScsiTask task, CommandTable commands, TaskSet tasks) {
        task.start(null, null, tasks);
        CommandSpec spec = commands.find(task.cdb());
        if (spec == null) {
            task.end(SenseData.LUN_NOT_SUPPORTED);
        } else if (spec.usage().refuses(task.cdb())) {
            task.end(refusal(spec, task));
        } else {
            spec.command().run(task);
        }
    }

    /** A wrong service action of a known operation code is a wrong field; SPC-4 4.5.6 with 4.2.2. */
    private static SenseData unknown(CommandTable commands, ScsiTask task) {
        return commands.hasServiceActions(Cdb.u8(task.cdb(), 0))
                ? SenseData.invalidFieldInCdb(1, 4)
                : SenseData.INVALID_OPERATION_CODE;
    }

    private static SenseData refusal(CommandSpec spec, ScsiTask task) {
        int at = spec.usage().firstRefused(task.cdb());
        return SenseData.invalidFieldInCdb(at >>> 3, at & 7);
    }
}
