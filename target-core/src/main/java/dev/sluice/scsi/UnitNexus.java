package dev.sluice.scsi;

import dev.sluice.io.memory.BufferShare;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationAccess;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.share.DeviceShare;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A logical unit as one initiator port sees it (an I_T_L nexus). Owner: the nexus's loop thread, but for
 * {@link #establish}, {@link #announce} and the access state.
 */
public final class UnitNexus {
    private static final int UADE_DEPTH_SHIFT = 4;
    private static final int ONE_EVENT = 1;
    private static final int SEVERAL_EVENTS = 2;

    private final ItNexus nexus;
    private final LogicalUnit unit;
    private final long lun;
    private final UnitAttentions attentions = new UnitAttentions();
    private final Map<Class<?>, Object> companions = new HashMap<>(2);
    private LoopUnit channel;
    private DeviceShare deviceShare;
    private BufferShare scratchBuffers;
    private int tasks;
    private int mediumChangesSeen;
    private int featureChangesSeen;
    private boolean writeProtected;
    private volatile AccessState accessState = AccessState.ACTIVE_OPTIMIZED;
    private final PortNexus portNexus;
    /** What {@link #access} was derived from. */
    private Reservations reservationsSeen = Reservations.NONE;

    private ReservationAccess access = ReservationAccess.FULL;

    /**
     * @param number at which this nexus finds the unit
     * @param writeProtected whether it may only read
     */
    UnitNexus(ItNexus nexus, LogicalUnit unit, int number, boolean writeProtected) {
        this.nexus = nexus;
        this.unit = unit;
        this.lun = LunAddress.encode(number);
        this.writeProtected = writeProtected;
        this.mediumChangesSeen = unit.medium().changes();
        this.featureChangesSeen = mediumChangesSeen;
        this.portNexus = new PortNexus(
                nexus.initiatorPortName(), nexus.target().name(), nexus.target().portTag());
    }

    public ItNexus nexus() {
        return nexus;
    }

    public LogicalUnit unit() {
        return unit;
    }

    /** Whether writes of this nexus are refused, as of {@code now}. */
    public boolean isWriteProtected(UnitState now) {
        return writeProtected || unit.isWriteProtected(now);
    }

    /** Whether they are refused to this nexus, whatever others may do. */
    public boolean isReadOnly() {
        return writeProtected;
    }

    /** This nexus may only read from now on, or write as well; the initiator hears of it (the WP bit is a mode parameter). */
    void writeProtect(boolean now) {
        if (writeProtected != now) {
            writeProtected = now;
            announce(AdditionalSense.MODE_PARAMETERS_CHANGED);
        }
    }

    /** As reservations know it. */
    public PortNexus portNexus() {
        return portNexus;
    }

    /** Whether a reservation keeps it from a command. */
    boolean isBarred(CommandSpec spec, byte[] cdb) {
        Reservations now = unit.reservations();
        if (now != reservationsSeen) {
            reservationsSeen = now;
            access = now.accessOf(portNexus);
        }
        return access != ReservationAccess.FULL && spec.conflictsWith(access, cdb);
    }

    /** The LUN field by which this nexus finds the unit. */
    public long lun() {
        return lun;
    }

    /** The way to the device, opened when it is first needed. */
    public LoopUnit channel() {
        if (channel == null) {
            channel = unit.channelOn(nexus.loop());
        }
        return channel;
    }

    /** The way to the device that is kept fair among nexuses. */
    public DeviceShare deviceShare() {
        if (deviceShare == null) {
            deviceShare = channel().openShare(nexus.turnShare());
        }
        return deviceShare;
    }

    /**
     * Buffers for those who hold data and need a second buffer to look at the medium. Whoever has one waits for nothing but devices, and for
     * sections that were there before; nobody has more than is left for other nexuses, which are served in turn.
     */
    public BufferShare scratchBuffers() {
        if (scratchBuffers == null) {
            scratchBuffers = channel().scratchBuffers().open(0);
        }
        return scratchBuffers;
    }

    /** How many tasks it has here. */
    int tasks() {
        return tasks;
    }

    void countTasks(int more) {
        tasks += more;
        assert tasks >= 0;
    }

    /** The object of that kind that goes with this nexus, made when it is first asked for. */
    public <T> T companion(Class<T> kind, Supplier<T> maker) {
        return kind.cast(companions.computeIfAbsent(kind, ignored -> maker.get()));
    }

    /** Null as long as nothing was sent here. */
    LoopUnit channelIfOpen() {
        return channel;
    }

    /** Establishes a unit attention condition; false if it is pending already. Any thread. */
    public boolean establish(int additional) {
        return attentions.establish(additional);
    }

    /** Establishes a unit attention condition, and tells the initiator if that is news. Any thread. */
    void announce(int additional) {
        if (establish(additional)) {
            nexus.tell(listener -> listener.attention(lun, SenseData.unitAttention(additional)));
        }
    }

    /** How well the unit is reached by this nexus's port. Any thread. */
    AccessState accessState() {
        return accessState;
    }

    void accessState(AccessState state) {
        accessState = state;
    }

    /** Whether the medium was put in or taken out since the last call. */
    public boolean takeMediumChange() {
        int changes = unit.medium().changes();
        boolean changed = changes != mediumChangesSeen;
        mediumChangesSeen = changes;
        return changed;
    }

    /** True if the features of a drive have changed, as they do with the medium, since the last call. */
    public boolean takeFeatureChange() {
        int changes = unit.medium().changes();
        boolean changed = changes != featureChangesSeen;
        featureChangesSeen = changes;
        return changed;
    }

    boolean hasAttention() {
        return attentions.any();
    }

    /** Takes the oldest unit attention condition away, as sense data; null if there is none. */
    public SenseData takeAttention() {
        int additional = attentions.take();
        return additional == 0 ? null : SenseData.unitAttention(additional);
    }

    /** What QUERY ASYNCHRONOUS EVENT says in its 24 bits (SAM-5 7.10); 0 if no condition is pending. */
    int pendingEvent() {
        int[] pending = attentions.pending();
        if (pending.length == 0) {
            return 0;
        }
        int depth = pending.length == 1 ? ONE_EVENT : SEVERAL_EVENTS;
        return (depth << UADE_DEPTH_SHIFT | SenseKey.UNIT_ATTENTION.code()) << 16 | pending[0];
    }

    void clearAttention(int additional) {
        attentions.clear(additional);
    }
}
