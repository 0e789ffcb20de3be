package dev.sluice.scsi.unit;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.scsi.share.TurnShare;
import dev.sluice.scsi.taskset.TaskSource;
import java.util.function.Consumer;

/** An I_T nexus (SAM-5 4.5), as logical units, tasks and commands see it. Owner: its loop thread. */
public interface Nexus extends TaskSource {
    /** The target port of the nexus. Any thread. */
    ScsiPort target();

    /** The initiator port name; for iSCSI the initiator's name with its ISID. Any thread. */
    String initiatorPortName();

    /** The loop of the nexus. Any thread. */
    IoLoop loop();

    /** The share of the Java heap that tasks of the nexus may hold. */
    HeapShare heap();

    /** The share of a turn of the loop. */
    TurnShare turnShare();

    /** Calls the listener of the transport, unless the nexus is gone by then. Any thread. */
    void tell(Consumer<NexusListener> news);

    /** Returns the logical unit at a LUN field, or null. */
    UnitNexus find(long lun);

    /** Calls {@code action} for every logical unit that the nexus sees. */
    void forEachUnit(Consumer<UnitNexus> action);

    /** Reports that a request about reservations was granted, by its name in the standard. */
    void reservationsChanged(long lun, String request);

    /** Clears REPORTED LUNS DATA HAS CHANGED on every unit, after REPORT LUNS; SPC-4 6.33. */
    void clearLunsChanged();
}
