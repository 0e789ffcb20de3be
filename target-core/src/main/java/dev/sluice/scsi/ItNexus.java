package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.sense.AdditionalSense;
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
    private final TaskSet unmappedTasks = new TaskSet();
    private LogicalUnit[] known = {};
    private UnitNexus[] units = {};

    /** @param greeting the unit attention condition that every logical unit has for this nexus when they meet */
    ItNexus(ScsiTarget target, String initiatorPortName, IoLoop loop, int greeting) {
        this.target = target;
        this.initiatorPortName = initiatorPortName;
        this.loop = loop;
        this.greeting = greeting;
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
                units[i] = unit == null ? null : meet(unit);
            }
        }
    }

    private UnitNexus meet(LogicalUnit unit) {
        UnitNexus here = new UnitNexus(this, unit);
        here.establish(greeting);
        unit.meet(here);
        return here;
    }

    /** REPORT LUNS has told about the change: SPC-4 6.33. */
    public void clearLunsChanged() {
        forEachUnit(unit -> unit.clearAttention(AdditionalSense.REPORTED_LUNS_DATA_HAS_CHANGED));
    }

    void forEachUnit(Consumer<UnitNexus> action) {
        for (UnitNexus unit : units) {
            if (unit != null) {
                action.accept(unit);
            }
        }
    }
}
