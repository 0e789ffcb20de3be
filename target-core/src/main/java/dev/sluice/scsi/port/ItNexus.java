package dev.sluice.scsi.port;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.share.DeviceShare;
import dev.sluice.scsi.share.TurnShare;
import dev.sluice.scsi.task.DeviceServer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.taskset.TaskSet;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.Nexus;
import dev.sluice.scsi.unit.NexusListener;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An initiator port that has found the target: what SAM-5 calls an I_T nexus. Made by {@link TargetPort#attach}, gone
 * after {@link TargetPort#detach}. Owner: its loop thread.
 */
public final class ItNexus implements Nexus {
    private final TargetPort target;
    private final AtomicReference<LogicalUnit[]> map;
    private final String initiatorPortName;
    private final IoLoop loop;
    private final int greeting;
    private final NexusListener listener;
    private final HeapShare heap;
    private boolean attached = true;
    private final TaskSet unmappedTasks;
    private LogicalUnit[] known = {};
    private UnitNexus[] units = {};
    /** The units that it does not see any more, until their tasks have ended. */
    private final List<UnitNexus> left = new ArrayList<>(0);

    private final TurnShare turnShare;
    private LunView view;

    /**
     * @param map the units of the port by number, replaced when they change
     * @param greeting the unit attention condition that every logical unit has for this nexus when they meet
     * @param heap the share of the heap for its tasks
     */
    ItNexus(
            TargetPort target,
            AtomicReference<LogicalUnit[]> map,
            String initiatorPortName,
            IoLoop loop,
            int greeting,
            NexusListener listener,
            LunView view,
            HeapShare heap) {
        this.target = target;
        this.map = map;
        this.initiatorPortName = initiatorPortName;
        this.loop = loop;
        this.greeting = greeting;
        this.listener = listener;
        this.view = view;
        this.heap = heap;
        this.unmappedTasks = new TaskSet(loop);
        this.turnShare = new TurnShare(loop, DeviceShare.FAIR_BYTES);
    }

    @Override
    public TargetPort target() {
        return target;
    }

    @Override
    public String initiatorPortName() {
        return initiatorPortName;
    }

    @Override
    public IoLoop loop() {
        return loop;
    }

    @Override
    public HeapShare heap() {
        return heap;
    }

    @Override
    public TurnShare turnShare() {
        return turnShare;
    }

    @Override
    public void tasksTaken(long lun) {
        listener.tasksTaken(lun);
    }

    @Override
    public void tasksGone(long lun) {
        listener.tasksGone(lun);
    }

    @Override
    public void reservationsChanged(long lun, String request) {
        listener.reservationsChanged(lun, request);
    }

    @Override
    public void tell(Consumer<NexusListener> news) {
        loop.execute(() -> {
            if (attached) {
                news.accept(listener);
            }
        });
    }

    /** The nexus is gone: its units forget it. */
    void detached() {
        attached = false;
        loop.recentUse().left(turnShare);
        meet(new LogicalUnit[0]);
    }

    /** Carries out a prepared task of this nexus. On its loop's thread. */
    public void execute(ScsiTask task) {
        UnitNexus at = find(task.lun());
        if (at == null) {
            DeviceServer.executeUnmapped(task, target.unmappedCommands(), unmappedTasks);
        } else {
            DeviceServer.execute(task, at);
        }
    }

    @Override
    public UnitNexus find(long lun) {
        LogicalUnit[] now = map.get();
        if (now != known) {
            follow(now);
        }
        return seen(lun);
    }

    private UnitNexus seen(long lun) {
        int number = LunAddress.decode(lun);
        return number >= 0 && number < units.length ? units[number] : null;
    }

    /** Returns true if a LUN field leads to a logical unit. On its loop's thread. */
    public boolean exists(long lun) {
        return find(lun) != null;
    }

    /** The unit serial number of what a LUN field leads to, or null. On its loop's thread. */
    public String serialAt(long lun) {
        UnitNexus at = find(lun);
        return at == null ? null : at.unit().names().serial();
    }

    /** The port shows other units. Any thread. */
    void lookAgain() {
        loop.execute(() -> {
            if (attached && known != map.get()) {
                follow(map.get());
            }
        });
    }

    /** The initiator sees something else from now on, and hears of it. On its loop's thread. */
    public void look(LunView other) {
        if (attached && !view.equals(other)) {
            view = other;
            follow(map.get());
        }
    }

    /** Meets the units that are new in {@code map}, and leaves those that are gone; the initiator hears of it. */
    private void follow(LogicalUnit[] map) {
        if (meet(map)) {
            announceLunsChanged();
        }
    }

    /** Meets the units that are new in {@code map}, and leaves those that are gone; false if it sees no difference. */
    boolean meet(LogicalUnit[] map) {
        assert loop.inLoop();
        LogicalUnit[] seen = view.of(map);
        UnitNexus[] before = units;
        units = Arrays.copyOf(before, seen.length);
        known = map;
        boolean changed = false;
        for (int i = 0; i < Math.max(before.length, seen.length); i++) {
            UnitNexus old = i < before.length ? before[i] : null;
            LogicalUnit unit = i < seen.length ? seen[i] : null;
            if ((old == null ? null : old.unit()) != unit) {
                changed = true;
                if (old != null) {
                    leave(old);
                }
                if (i < units.length) {
                    units[i] = unit == null ? null : meet(unit, i);
                }
            } else if (old != null) {
                old.writeProtect(view.isWriteProtected(i));
            }
        }
        return changed;
    }

    private UnitNexus meet(LogicalUnit unit, int number) {
        UnitNexus here = new UnitNexus(this, unit, number, view.isWriteProtected(number));
        here.establish(greeting);
        unit.meet(here);
        return here;
    }

    private void leave(UnitNexus old) {
        old.unit().leave(old);
        if (old.loopUnitIfOpen() != null) {
            left.add(old);
            old.loopUnitIfOpen().tasks().awaitRest(task -> task.unitNexus() == old, () -> left.remove(old));
        }
    }

    /** The transport has ended tasks for {@code lun}, which their initiator may not know (SPC-4 4.5.6, 47h/7Fh). */
    public void commandsCleared(long lun) {
        UnitNexus here = seen(lun);
        if (here != null) {
            here.establish(AdditionalSense.SOME_COMMANDS_CLEARED_BY_ISCSI_PROTOCOL_EVENT);
        }
    }

    /** Other LUNs are there than before: every unit says so by a unit attention condition, but the initiator is told once. */
    void announceLunsChanged() {
        UnitNexus teller = null;
        boolean told = false;
        for (UnitNexus unit : units) {
            if (unit != null) {
                boolean news = unit.establish(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED);
                teller = teller == null ? unit : teller;
                told |= !news;
            }
        }
        if (teller != null && !told) {
            listener.attention(teller.lun(), SenseData.unitAttention(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED));
        }
    }

    @Override
    public void clearLunsChanged() {
        forEachUnit(unit -> unit.clearAttention(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED));
    }

    /** Calls {@code action} for each set with tasks of the nexus, also on units that it does not see any more. On its loop's thread. */
    void forEachTaskSet(Consumer<TaskSet> action) {
        Set<TaskSet> sets = new LinkedHashSet<>();
        sets.add(unmappedTasks);
        Stream.concat(Arrays.stream(units), left.stream())
                .filter(at -> at != null && at.loopUnitIfOpen() != null)
                .forEach(at -> sets.add(at.loopUnitIfOpen().tasks()));
        sets.forEach(action);
    }

    @Override
    public void forEachUnit(Consumer<UnitNexus> action) {
        for (UnitNexus unit : units) {
            if (unit != null) {
                action.accept(unit);
            }
        }
    }
}
