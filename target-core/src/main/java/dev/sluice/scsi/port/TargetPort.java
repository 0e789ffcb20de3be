package dev.sluice.scsi.port;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.taskset.QueuedTask;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.taskset.TaskSet;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.Nexus;
import dev.sluice.scsi.unit.NexusListener;
import dev.sluice.scsi.unit.ScsiPort;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A target port of a SCSI target: logical units by number, and the initiators that know it. Logical units may be reached by several
 * ports, under different numbers.
 *
 * <p>The map of logical units is an array that is replaced, never changed. Tasks are carried out on the loop of their
 * nexus; everything else may be called from any thread unless it says otherwise.
 */
public final class TargetPort implements ScsiPort {
    /** The number of initiator port names that are remembered, to tell a lost nexus from a new one. */
    private static final int REMEMBERED_PORTS = 4096;

    private final String name;
    private final int portTag;
    private final CommandTable unmappedCommands;
    private final Set<ItNexus> nexuses = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> portsSeen = new LinkedHashMap<>();
    private final TaskManager taskManager = new TaskManager(this);
    private final AtomicReference<LogicalUnit[]> units = new AtomicReference<>(new LogicalUnit[0]);

    /**
     * @param name the SCSI device name, for iSCSI the target's iqn
     * @param portTag the number of the port, 1 to 65,535; for iSCSI the portal group tag
     * @param unmappedCommands the commands that are answered where there is no logical unit; SAM-5 5.11
     */
    public TargetPort(String name, int portTag, CommandTable unmappedCommands) {
        this.name = name;
        this.portTag = portTag;
        this.unmappedCommands = unmappedCommands;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int portTag() {
        return portTag;
    }

    /** The task manager of the port. */
    public TaskManager taskManager() {
        return taskManager;
    }

    /** The logical units by number, null where there is none: a snapshot, not to be changed. */
    public LogicalUnit[] units() {
        return units.get();
    }

    /** Puts a unit at a number, or none if it is null; tells the initiators. Replaced units are not closed. */
    public void map(int number, LogicalUnit unit) {
        if (number < 0 || number > LunAddress.MAX) {
            throw new IllegalArgumentException("LUN " + number + ": it must be 0 to " + LunAddress.MAX);
        }
        synchronized (this) {
            LogicalUnit[] now = units.get();
            LogicalUnit[] copy = Arrays.copyOf(now, Math.max(now.length, number + 1));
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
        LogicalUnit[] before = units.get();
        // New ones first: to a unit that only changes its number the port stays.
        forEachNew(before, next, unit -> unit.ports().mapped(this));
        forEachNew(next, before, unit -> unit.ports().unmapped(this));
        units.set(next);
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
        ItNexus nexus = new ItNexus(this, units, initiatorPortName, loop, greeting, listener, view, heap);
        nexuses.add(nexus);
        nexus.meet(units.get());
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

    /** The commands that are answered where there is no logical unit; SAM-5 5.11. */
    CommandTable unmappedCommands() {
        return unmappedCommands;
    }

    /** Ends a nexus whose tasks are all at rest. On its loop's thread. */
    public void detach(ItNexus nexus) {
        nexuses.remove(nexus);
        nexus.detached();
    }

    /** Aborts all tasks of a nexus; {@code done} runs when they are at rest, maybe from within. On its loop's thread. */
    public void abortAll(ItNexus nexus, Runnable done) {
        abortAll(nexus, TaskScope.ALL, done);
    }

    void abortAll(ItNexus nexus, TaskScope scope, Runnable done) {
        Predicate<QueuedTask> concerned = task -> task.nexus() == nexus && scope.concerns(task);
        CountDown sets = new CountDown(done);
        nexus.forEachTaskSet(set -> sets.expect(set, concerned));
        sets.expected();
    }

    @Override
    public void powerCycled(Nexus by) {
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

        void expect(TaskSet set, Predicate<QueuedTask> concerned) {
            open++;
            set.abort(concerned, QueuedTask::abort, this::expected);
        }

        void expected() {
            if (--open == 0) {
                done.run();
            }
        }
    }
}
