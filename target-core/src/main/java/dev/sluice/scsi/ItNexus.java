package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * An initiator port that has found the target: what SAM-5 calls an I_T nexus. Made by {@link ScsiTarget#attach}, gone
 * after {@link ScsiTarget#detach}. Owner: its loop thread.
 */
public final class ItNexus {
    private final ScsiTarget target;
    private final String initiatorPortName;
    private final IoLoop loop;
    private final int greeting;
    private final NexusListener listener;
    private boolean attached = true;
    private final TaskSet unmappedTasks = new TaskSet();
    private LogicalUnit[] known = {};
    private UnitNexus[] units = {};

    /** @param greeting the unit attention condition that every logical unit has for this nexus when they meet */
    ItNexus(ScsiTarget target, String initiatorPortName, IoLoop loop, int greeting, NexusListener listener) {
        this.target = target;
        this.initiatorPortName = initiatorPortName;
        this.loop = loop;
        this.greeting = greeting;
        this.listener = listener;
    }

    public ScsiTarget target() {
        return target;
    }

    /** For iSCSI the initiator's name with its ISID; SAM-5 calls it the initiator port name. */
    public String initiatorPortName() {
        return initiatorPortName;
    }

    public IoLoop loop() {
        return loop;
    }

    NexusListener listener() {
        return listener;
    }

    /** Tells the transport something, unless the nexus is gone by then. Any thread. */
    void tell(Consumer<NexusListener> news) {
        loop.execute(() -> {
            if (attached) {
                news.accept(listener);
            }
        });
    }

    /** The nexus is gone: its units forget it. */
    void detached() {
        attached = false;
        follow(new LogicalUnit[0]);
    }

    boolean isAttached() {
        return attached;
    }

    /** Tasks that were sent to where there is no logical unit. */
    TaskSet unmappedTasks() {
        return unmappedTasks;
    }

    /** The logical unit at a LUN field, by the given map, or null. */
    UnitNexus find(LogicalUnit[] map, long lun) {
        if (map != known) {
            follow(map);
        }
        int number = LunAddress.decode(lun);
        return number >= 0 && number < units.length ? units[number] : null;
    }

    /** Meets the units that are new in {@code map}, and leaves those that are gone. */
    void follow(LogicalUnit[] map) {
        assert loop.inLoop();
        UnitNexus[] before = units;
        units = Arrays.copyOf(before, map.length);
        known = map;
        for (int i = 0; i < Math.max(before.length, map.length); i++) {
            UnitNexus old = i < before.length ? before[i] : null;
            LogicalUnit unit = i < map.length ? map[i] : null;
            if (old != null && old.unit() == unit) {
                continue;
            }
            if (old != null) {
                old.unit().leave(old);
            }
            if (i < units.length) {
                units[i] = unit == null ? null : meet(unit, i);
            }
        }
    }

    private UnitNexus meet(LogicalUnit unit, int number) {
        UnitNexus here = new UnitNexus(this, unit, number);
        here.establish(greeting);
        unit.meet(here);
        return here;
    }

    /** The transport has ended tasks for {@code lun}, which their initiator may not know (SPC-4 4.5.6, 47h/7Fh). */
    public void commandsCleared(long lun) {
        UnitNexus here = find(known, lun);
        if (here != null) {
            here.establish(AdditionalSense.SOME_COMMANDS_CLEARED_BY_ISCSI_PROTOCOL_EVENT);
        }
    }

    /** Other LUNs are there than before: every unit says so by a unit attention condition, but the initiator is told once. */
    void announceLunsChanged() {
        UnitNexus teller = null;
        for (UnitNexus unit : units) {
            if (unit != null) {
                boolean news = unit.establish(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED);
                teller = teller == null && news ? unit : teller;
            }
        }
        if (teller != null) {
            listener.attention(teller.lun(), SenseData.unitAttention(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED));
        }
    }

    /** REPORT LUNS has told about the change: SPC-4 6.33. */
    public void clearLunsChanged() {
        forEachUnit(unit -> unit.clearAttention(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED));
    }

    /** All logical units that it sees. On its loop's thread. */
    public void forEachUnit(Consumer<UnitNexus> action) {
        for (UnitNexus unit : units) {
            if (unit != null) {
                action.accept(unit);
            }
        }
    }
}
