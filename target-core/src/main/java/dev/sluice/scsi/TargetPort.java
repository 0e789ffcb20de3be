package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A target port of a SCSI target: logical units by number, and the initiators that know it. Logical units may be reached by several
 * ports, under different numbers.
 *
 * <p>The map of logical units is an array that is replaced, never changed. Tasks are carried out on the loop of their
 * nexus; everything else may be called from any thread unless it says otherwise.
 */
public final class TargetPort {
    /** How many initiator port names are remembered to tell a lost nexus from a new one. */
    private static final int REMEMBERED_PORTS = 4096;

    private final String name;
    private final int portTag;
    private final CommandTable unmappedCommands;
    private final Set<ItNexus> nexuses = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> portsSeen = new LinkedHashMap<>();
    private final TaskManager taskManager = new TaskManager(this);
    private volatile LogicalUnit[] units = {};

    /**
     * @param name the SCSI device name, for iSCSI the target's iqn
     * @param portTag the number of the port, 1 to 65,535; for iSCSI the portal group tag
     * @param unmappedCommands what is answered where there is no logical unit; SAM-5 5.11
     */
    public TargetPort(String name, int portTag, CommandTable unmappedCommands) {
        this.name = name;
        this.portTag = portTag;
        this.unmappedCommands = unmappedCommands;
    }

    public String name() {
        return name;
    }

    /** The portal group tag, and the relative target port identifier. */
    public int portTag() {
        return portTag;
    }

    /** Where task management functions go. */
    public TaskManager taskManager() {
        return taskManager;
    }

    /** The logical units by number, null where there is none: a snapshot, not to be changed. */
    public LogicalUnit[] units() {
        return units;
    }

    /** Puts a unit at a number, or none if it is null; tells the initiators. Replaced units are not closed. */
    public void map(int number, LogicalUnit unit) {
        if (number < 0 || number > LunAddress.MAX) {
            throw new IllegalArgumentException("LUN " + number + ": it must be 0 to " + LunAddress.MAX);
        }
        synchronized (this) {
            LogicalUnit[] copy = Arrays.copyOf(units, Math.max(units.length, number + 1));
            copy[number] = unit;
            show(copy);
        }
    }

    /**
     * Puts all units where {@code next} has them, and takes the others away; tells the initiators that see a difference. Tasks on units
     * that are gone go on to their end.
     *
     * @param next by number, null where there is none; not to be changed any more
     */
    public synchronized void show(LogicalUnit[] next) {
        LogicalUnit[] before = units;
        // New ones first: to a unit that only changes its number the port stays.
        forEachNew(before, next, unit -> unit.mapped(this));
        forEachNew(next, before, unit -> unit.unmapped(this));
        units = next;
        nexuses.forEach(ItNexus::lookAgain);
    }

    private static void forEachNew(LogicalUnit[] before, LogicalUnit[] after, Consumer<LogicalUnit> action) {
        for (int i = 0; i < after.length; i++) {
            LogicalUnit old = i < before.length ? before[i] : null;
            if (after[i] != null && after[i] != old) {
                action.accept(after[i]);
            }
        }
    }

    /**
     * A new nexus: its first command to each unit meets a unit attention condition. What {@code listener} hears it hears
     * after this call. On {@code loop}'s thread. */
    public ItNexus attach(String initiatorPortName, IoLoop loop, NexusListener listener) {
        return attach(
                initiatorPortName,
                loop,
                listener,
                LunView.EVERYTHING,
                loop.heap().open(0, 0));
    }

    /** The same for an initiator that sees {@code view} of the units, and may hold what {@code heap} lends. */
    public ItNexus attach(String initiatorPortName, IoLoop loop, NexusListener listener, LunView view, HeapShare heap) {
        int greeting = hasBeenSeen(initiatorPortName)
                ? AdditionalSense.I_T_NEXUS_LOSS_OCCURRED
                : AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED;
        ItNexus nexus = new ItNexus(this, initiatorPortName, loop, greeting, listener, view, heap);
        nexuses.add(nexus);
        nexus.meet(units);
        return nexus;
    }

    private boolean hasBeenSeen(String portName) {
        synchronized (portsSeen) {
            boolean seen = portsSeen.put(portName, true) != null;
            if (portsSeen.size() > REMEMBERED_PORTS) {
                portsSeen.remove(portsSeen.keySet().iterator().next());
            }
            return seen;
        }
    }

    /** Ends a nexus whose tasks are all at rest. On its loop's thread. */
    public void detach(ItNexus nexus) {
        nexuses.remove(nexus);
        nexus.detached();
    }

    /** Carries out a prepared task. On its loop's thread. */
    public void execute(ScsiTask task) {
        ItNexus nexus = task.nexus();
        UnitNexus at = nexus.find(units, task.lun());
        if (at == null) {
            executeUnmapped(task, nexus);
            return;
        }
        LogicalUnit unit = at.unit();
        UnitState state = unit.state();
        task.start(at, state, at.channel().tasks());
        TaskSet set = at.channel().tasks();
        if (set.isTooFullFor(at)) {
            task.end(ScsiStatus.TASK_SET_FULL);
        } else if (task.attribute() != TaskAttribute.SIMPLE || set.order().isAny()) {
            order(task);
        } else {
            carryOut(task);
        }
    }

    /** SAM-5 8.6. There is one order for all nexuses, which is more than is asked for where TST is 001b. */
    private static void order(ScsiTask task) {
        switch (task.attribute()) {
            case SIMPLE -> {
                task.hold();
                task.channel().tasks().order().await(task);
            }
            case ORDERED -> {
                task.hold();
                task.unit().tasks().order(task);
            }
            case HEAD_OF_QUEUE -> carryOut(task);
            case ACA -> task.end(SenseData.INVALID_MESSAGE);
        }
    }

    /** Carries out a task that had to wait for its turn. On its loop's thread. */
    static void enable(ScsiTask task) {
        task.enabled(task.unit().state());
        carryOut(task);
    }

    private static void carryOut(ScsiTask task) {
        UnitNexus at = task.unitNexus();
        LogicalUnit unit = at.unit();
        CommandSpec spec = unit.commands().find(task.cdb());
        if (spec == null || !spec.isOfferedBy(unit)) {
            task.end(unknown(unit.commands(), task));
        } else if (at.hasAttention() && !spec.attentionExempt()) {
            task.end(at.takeAttention());
        } else if (spec.refuses(task.cdb())) {
            task.end(refusal(spec, task));
        } else {
            runWhereAllowed(spec, task, spec.command());
        }
    }

    /**
     * Carries out a prepared read or write of the copy manager, for the initiator at {@code at}: unit attention conditions are
     * left for the initiator itself. On its loop's thread.
     *
     * @return false if the logical unit is not there any more, and nothing was done
     */
    public boolean executeForCopy(UnitNexus at, ScsiTask task) {
        return executeForCopy(at, task, null);
    }

    /**
     * The same, with all checks of the command that is in the CDB.
     *
     * @param instead carried out in place of that command; null for the command itself
     */
    public boolean executeForCopy(UnitNexus at, ScsiTask task, CommandHandler instead) {
        if (at.nexus().find(units, at.lun()) != at) {
            return false;
        }
        LogicalUnit unit = at.unit();
        task.start(at, unit.state(), at.channel().tasks());
        CommandSpec spec = unit.commands().find(task.cdb());
        if (spec == null) {
            task.end(unknown(unit.commands(), task));
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
        } else if (at.isBarred(spec, task.cdb())) {
            task.end(ScsiStatus.RESERVATION_CONFLICT);
        } else if (state.operation() != null && !spec.runsDuringOperations()) {
            task.end(state.operation().refusal());
        } else if (spec.needsMedium() && !state.mediumLoaded()) {
            task.end(at.unit().settings().removable() ? SenseData.NO_MEDIUM : SenseData.NOT_READY);
        } else if (spec.writes() && at.isWriteProtected(state)) {
            task.end(SenseData.WRITE_PROTECTED);
        } else {
            command.run(task);
        }
    }

    private void executeUnmapped(ScsiTask task, ItNexus nexus) {
        task.start(null, null, nexus.unmappedTasks());
        CommandSpec spec = unmappedCommands.find(task.cdb());
        if (spec == null) {
            task.end(SenseData.LUN_NOT_SUPPORTED);
        } else if (spec.refuses(task.cdb())) {
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
        int at = spec.firstRefused(task.cdb());
        return SenseData.invalidFieldInCdb(at >>> 3, at & 7);
    }

    /** Aborts all tasks of a nexus; {@code done} runs when they are at rest, maybe from within. On its loop's thread. */
    public void abortAll(ItNexus nexus, Runnable done) {
        abortAll(nexus, TaskScope.ALL, done);
    }

    void abortAll(ItNexus nexus, TaskScope scope, Runnable done) {
        Predicate<ScsiTask> concerned = task -> task.nexus() == nexus && scope.concerns(task);
        CountDown sets = new CountDown(done);
        nexus.forEachTaskSet(set -> sets.expect(set, concerned));
        sets.expected();
    }

    /** Everything is as after power on: initiators are new, and those that are here but {@code by} hear of it. Any thread. */
    void powerCycled(ItNexus by) {
        synchronized (portsSeen) {
            portsSeen.clear();
        }
        for (ItNexus nexus : nexuses) {
            if (nexus != by) {
                nexus.tell(NexusListener::poweredOn);
            }
        }
    }

    /** Runs something after the last of several task sets is at rest. */
    private static final class CountDown {
        private final Runnable done;
        private int open = 1;

        CountDown(Runnable done) {
            this.done = done;
        }

        void expect(TaskSet set, Predicate<ScsiTask> concerned) {
            open++;
            set.abort(concerned, ScsiTask::abort, this::expected);
        }

        void expected() {
            if (--open == 0) {
                done.run();
            }
        }
    }
}
