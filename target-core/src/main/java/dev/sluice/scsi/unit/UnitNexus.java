package dev.sluice.scsi.unit;

import dev.sluice.io.memory.BufferShare;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.atomic.AccessGate;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationAccess;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.share.DeviceShare;
import dev.sluice.scsi.taskset.TaskOwner;
import dev.sluice.scsi.taskset.TaskSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A logical unit as one initiator port sees it (an I_T_L nexus). Owner: the nexus's loop thread, but for
 * {@link #establish}, {@link #announce} and the access state.
 */
public final class UnitNexus implements TaskOwner {
    private static final int UADE_DEPTH_SHIFT = 4;
    private static final int ONE_EVENT = 1;
    private static final int SEVERAL_EVENTS = 2;

    private final Nexus nexus;
    private final LogicalUnit unit;
    private final CommandSet commands;
    private final AtomicReference<UnitState> unitState;
    private final long lun;
    private final AtomicReference<UnitAttentions> attentions = new AtomicReference<>(UnitAttentions.NONE);
    private final Map<Class<?>, Object> companions = new HashMap<>(2);
    private LoopUnit loopUnit;
    private TaskSet taskSet;
    private AccessGate gate;
    private UnitCounters counters;
    private DeviceShare deviceShare;
    private BufferShare scratchBuffers;
    private int tasks;
    private int mediumChangesSeen;
    private int featureChangesSeen;
    private boolean writeProtected;
    private volatile AccessState accessState = AccessState.ACTIVE_OPTIMIZED;
    private final PortNexus portNexus;
    /** The reservations that {@link #access} was derived from. */
    private Reservations reservationsSeen = Reservations.NONE;

    private ReservationAccess access = ReservationAccess.FULL;

    /**
     * @param number at which this nexus finds the unit
     * @param writeProtected true if it may only read
     */
    public UnitNexus(Nexus nexus, LogicalUnit unit, int number, boolean writeProtected) {
        this.nexus = nexus;
        this.unit = unit;
        this.commands = unit.commands();
        this.unitState = unit.currentState();
        this.lun = LunAddress.encode(number);
        this.writeProtected = writeProtected;
        this.mediumChangesSeen = unit.medium().changes();
        this.featureChangesSeen = mediumChangesSeen;
        this.portNexus = new PortNexus(
                nexus.initiatorPortName(), nexus.target().name(), nexus.target().portTag());
    }

    @Override
    public Nexus nexus() {
        return nexus;
    }

    public LogicalUnit unit() {
        return unit;
    }

    /** The commands of the unit. */
    public CommandSet commands() {
        return commands;
    }

    /** The state of the unit now: {@link LogicalUnit#state()}. */
    public UnitState unitState() {
        return unitState.get();
    }

    /** Returns true if writes of this nexus are refused, as of {@code now}. */
    public boolean isWriteProtected(UnitState now) {
        return writeProtected || unit.isWriteProtected(now);
    }

    /** Returns true if they are refused to this nexus, whatever others may do. */
    public boolean isReadOnly() {
        return writeProtected;
    }

    /** This nexus may only read from now on, or write as well; the initiator hears of it (the WP bit is a mode parameter). */
    public void writeProtect(boolean now) {
        if (writeProtected != now) {
            writeProtected = now;
            announce(AdditionalSense.MODE_PARAMETERS_CHANGED);
        }
    }

    @Override
    public PortNexus portNexus() {
        return portNexus;
    }

    /** The access that the reservations of {@code state} leave to this nexus. */
    public ReservationAccess access(UnitState state) {
        Reservations now = state.reservations();
        if (now != reservationsSeen) {
            reservationsSeen = now;
            access = now.accessOf(portNexus);
        }
        return access;
    }

    @Override
    public long lun() {
        return lun;
    }

    /** The part of the unit on the loop of the nexus, opened when it is first needed. */
    public LoopUnit loopUnit() {
        if (loopUnit == null) {
            open();
        }
        return loopUnit;
    }

    private void open() {
        loopUnit = unit.loopUnitOn(nexus.loop());
        taskSet = loopUnit.tasks();
        gate = loopUnit.gate();
        counters = loopUnit.counters();
    }

    /** The tasks under way on that part. */
    public TaskSet taskSet() {
        if (taskSet == null) {
            open();
        }
        return taskSet;
    }

    /** The gate of that part, which requests to the medium pass. */
    public AccessGate gate() {
        if (gate == null) {
            open();
        }
        return gate;
    }

    /** The way to the device that is kept fair among nexuses. */
    public DeviceShare deviceShare() {
        if (deviceShare == null) {
            deviceShare = loopUnit().openShare(nexus.turnShare());
        }
        return deviceShare;
    }

    /**
     * Buffers for activities that hold data and need a second buffer to look at the medium. An activity that has one waits for devices only, and for
     * sections that were there before. A nexus has no more than is left for the others, which are served in turn.
     */
    public BufferShare scratchBuffers() {
        if (scratchBuffers == null) {
            scratchBuffers = loopUnit().scratchBuffers().open(0);
        }
        return scratchBuffers;
    }

    /** The number of tasks that this nexus has here. */
    public int tasks() {
        return tasks;
    }

    /** Counts a task that begins, for which {@link #taskSet()} was asked. */
    public void taskBegan(long nowNanos) {
        tasks++;
        counters.began(nowNanos);
    }

    /** Counts a task that has come to rest. */
    public void taskLeft(long nowNanos) {
        tasks--;
        assert tasks >= 0;
        counters.left(nowNanos);
    }

    /**
     * Counts the command of a task that has ended without being aborted.
     *
     * @param blocks transferred, or to be transferred had the initiator expected all of them
     * @param nanos from the beginning of the task to its end
     */
    public void commandEnded(int opcode, long blocks, long nanos) {
        counters.ended(opcode, blocks, nanos);
    }

    /** The object of that kind that goes with this nexus, made when it is first asked for. */
    public <T> T companion(Class<T> kind, Supplier<T> maker) {
        return kind.cast(companions.computeIfAbsent(kind, ignored -> maker.get()));
    }

    /** Null as long as nothing was sent here. */
    public LoopUnit loopUnitIfOpen() {
        return loopUnit;
    }

    @Override
    public boolean establish(int additional) {
        UnitAttentions before = attentions.getAndUpdate(now -> now.with(additional));
        return before.with(additional) != before;
    }

    /** Establishes a unit attention condition, and tells the initiator if that is news. Any thread. */
    void announce(int additional) {
        if (establish(additional)) {
            nexus.tell(listener -> listener.attention(lun, SenseData.unitAttention(additional)));
        }
    }

    /** The access state of the unit by this nexus's port. Any thread. */
    public AccessState accessState() {
        return accessState;
    }

    void accessState(AccessState state) {
        accessState = state;
    }

    /** Returns true if the medium was put in or taken out since the last call. */
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

    /** Returns true if a unit attention condition is pending. */
    public boolean hasAttention() {
        return attentions.get() != UnitAttentions.NONE;
    }

    /** Takes the oldest unit attention condition away, as sense data; null if there is none. */
    public SenseData takeAttention() {
        int additional = attentions.getAndUpdate(UnitAttentions::withoutFirst).first();
        return additional == 0 ? null : SenseData.unitAttention(additional);
    }

    /** The 24 bits of QUERY ASYNCHRONOUS EVENT (SAM-5 7.10); 0 if no condition is pending. */
    public int pendingEvent() {
        UnitAttentions now = attentions.get();
        if (now == UnitAttentions.NONE) {
            return 0;
        }
        int depth = now.count() == 1 ? ONE_EVENT : SEVERAL_EVENTS;
        return (depth << UADE_DEPTH_SHIFT | SenseKey.UNIT_ATTENTION.code()) << 16 | now.first();
    }

    /** Removes a unit attention condition, if it is pending. */
    public void clearAttention(int additional) {
        attentions.updateAndGet(now -> now.without(additional));
    }
}
