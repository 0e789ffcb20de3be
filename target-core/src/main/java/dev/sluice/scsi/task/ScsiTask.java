package dev.sluice.scsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.taskset.QueuedTask;
import dev.sluice.scsi.taskset.TaskSet;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LoopUnit;
import dev.sluice.scsi.unit.Nexus;
import dev.sluice.scsi.unit.UnitModes.QueueError;
import dev.sluice.scsi.unit.UnitNexus;
import dev.sluice.scsi.unit.UnitState;
import java.util.Arrays;

/**
 * One command on its way through the device server: made once, used again and again.
 *
 * <p>The transport fills {@link #cdb()}, calls {@link #prepare}, and gives the task to its nexus. From
 * then on it belongs to the device server, which calls the {@link TaskTransport} and ends with exactly one of
 * {@link TaskTransport#completed} and {@link TaskTransport#aborted}. The state machines that carry commands out
 * ({@link Activity}) are kept with the task, so that a task that has seen a kind of command once allocates nothing when
 * it sees it again. Owner: the loop thread.
 */
public final class ScsiTask extends QueuedTask {
    /** Room for every command descriptor block; SPC-4 4.2.3. */
    public static final int MAX_CDB_BYTES = 260;

    /** SPC-4 4.5.1. */
    private static final int MAX_SENSE_BYTES = 252;

    /** An expected length where the initiator has flagged data, but not of that direction. */
    public static final long NOT_FLAGGED = -1;

    private final TaskTransport transport;
    private final IoLoop loop;
    private final BufferShare transferBuffers;
    private final MemoryAccount loans;
    private final byte[] cdb = new byte[MAX_CDB_BYTES];
    private final byte[] sense = new byte[MAX_SENSE_BYTES];
    /** Null until it borrows for the first time. */
    private LentArrays lent;

    private int cdbEnd;
    private Activity[] kept = new Activity[4];
    private Nexus nexus;
    private long lun;
    private TaskAttribute attribute = TaskAttribute.SIMPLE;
    private long expectedDataIn;
    private long expectedDataOut;

    private UnitNexus unitNexus;
    private UnitState unitState;
    private Activity activity;
    private long startedNanos;

    private ScsiStatus status = ScsiStatus.GOOD;
    private int senseLength;
    private long transferLength;
    private boolean transfersIn;

    /**
     * @param transport the transport that moves the data of the task and hears of its end
     * @param loop the loop on whose thread the task lives
     * @param transferBuffers of that loop, where the task gets buffers for the data that it sends
     */
    public ScsiTask(TaskTransport transport, IoLoop loop, BufferShare transferBuffers) {
        this(transport, loop, transferBuffers, null);
    }

    /**
     * The same.
     *
     * @param loans account of device memory that the transport takes in place of buffers; null where it takes only the latter, as one has to that keeps
     *     data for longer than until they are sent
     */
    public ScsiTask(TaskTransport transport, IoLoop loop, BufferShare transferBuffers, MemoryAccount loans) {
        this.transport = transport;
        this.loop = loop;
        this.transferBuffers = transferBuffers;
        this.loans = loans;
    }

    /** The command descriptor block, for the transport to fill before {@link #prepare}. */
    public byte[] cdb() {
        return cdb;
    }

    /**
     * Makes the task ready for the command in {@link #cdb()}.
     *
     * @param nexus the nexus that sent it
     * @param lun the eight bytes of the LUN field, the first one most significant
     * @param cdbLength valid bytes of the CDB; those behind count as zero
     * @param expectedDataIn the bytes that the initiator takes at most, or {@link #NOT_FLAGGED}
     * @param expectedDataOut the bytes that the initiator has to send, or {@link #NOT_FLAGGED}
     */
    public void prepare(
            Nexus nexus, long lun, int cdbLength, TaskAttribute attribute, long expectedDataIn, long expectedDataOut) {
        renew();
        this.nexus = nexus;
        this.lun = lun;
        this.attribute = attribute;
        this.expectedDataIn = expectedDataIn;
        this.expectedDataOut = expectedDataOut;
        Arrays.fill(cdb, cdbLength, Math.max(cdbLength, Math.max(cdbEnd, 16)), (byte) 0);
        cdbEnd = cdbLength;
        status = ScsiStatus.GOOD;
        senseLength = 0;
        transferLength = 0;
        transfersIn = false;
    }

    /**
     * Takes Data-Out that {@link TaskTransport#requestDataOut} asked for: the bytes after those of the calls before.
     *
     * @param buffer one reference passes to the task
     * @param offset of the data in the buffer, a multiple of 4,096
     * @param length bytes, at most 256 KiB
     */
    public void dataOut(IoBuffer buffer, int offset, int length) {
        if (activity == null) {
            buffer.release();
        } else {
            activity.dataOut(buffer, offset, length);
        }
    }

    /** Says that {@link TaskTransport#acceptsDataIn} would say yes again. */
    public void dataInReady() {
        if (activity != null) {
            activity.dataInReady();
        }
    }

    @Override
    protected void stop() {
        activity.abort();
    }

    /** The status of the command. */
    public ScsiStatus status() {
        return status;
    }

    /** The encoded sense data: the first {@link #senseLength()} bytes. */
    public byte[] sense() {
        return sense;
    }

    /** Bytes of sense data; 0 if there are none. */
    public int senseLength() {
        return senseLength;
    }

    /** The bytes that the command would have transferred, had the initiator expected any number: for the residual count. */
    public long transferLength() {
        return transferLength;
    }

    /** Returns true if the task has ended by telling of a unit attention condition. */
    public boolean hasUnitAttention() {
        return status == ScsiStatus.CHECK_CONDITION && senseLength > 0 && SenseData.isUnitAttention(sense);
    }

    /** Returns true if {@link #transferLength()} counts data for the initiator, and not from it. */
    public boolean transfersIn() {
        return transfersIn;
    }

    public long expectedDataIn() {
        return Math.max(expectedDataIn, 0);
    }

    public long expectedDataOut() {
        return Math.max(expectedDataOut, 0);
    }

    @Override
    public Nexus nexus() {
        return nexus;
    }

    /** The LUN field as the initiator sent it. */
    public long lun() {
        return lun;
    }

    public TaskAttribute attribute() {
        return attribute;
    }

    // For commands and activities.

    public TaskTransport transport() {
        return transport;
    }

    public IoLoop loop() {
        return loop;
    }

    /** The transport's share of the transfer buffers, for data that are sent. */
    public BufferShare transferBuffers() {
        return transferBuffers;
    }

    /** The account of device memory that the transport takes in place of buffers, or null where it takes only the latter. */
    public MemoryAccount loans() {
        return loans;
    }

    /** An array of at least {@code bytes} until the task ends, or null where its nexus may hold no more on the heap now. */
    public byte[] borrow(int bytes) {
        if (lent == null) {
            lent = new LentArrays();
        }
        return lent.borrow(nexus.heap(), bytes);
    }

    @Override
    public UnitNexus unitNexus() {
        return unitNexus;
    }

    /** The logical unit, which must exist. */
    public LogicalUnit unit() {
        return unitNexus.unit();
    }

    /** The unit's state when the task began; constant for the life of the task. */
    public UnitState unitState() {
        return unitState;
    }

    /** The part of the logical unit on this loop, which must exist. */
    public LoopUnit loopUnit() {
        return unitNexus.loopUnit();
    }

    void start(UnitNexus where, UnitState state, TaskSet in) {
        unitNexus = where;
        unitState = state;
        activity = null;
        startedNanos = loop.nowNanos();
        if (where != null) {
            where.taskBegan(startedNanos);
        }
        enter(in);
    }

    @Override
    protected void enable() {
        activity.turnCame();
    }

    /** Begins to carry out a task that was held, on the unit as it is now. */
    void enabled(UnitState state) {
        unitState = state;
        activity = null;
    }

    @Override
    protected boolean goesBefore(AtomicRange range) {
        return activity != null && activity.goesBefore(range);
    }

    void transferLength(long bytes) {
        transferLength = bytes;
    }

    void dataInLength(long bytes) {
        transferLength = bytes;
        transfersIn = true;
    }

    /** True if so many bytes may go the way that the initiator has flagged; if not, the task has ended. */
    boolean admits(long bytes, boolean in) {
        if (bytes == 0 || (in ? expectedDataIn : expectedDataOut) != NOT_FLAGGED) {
            return true;
        }
        transferLength = 0;
        end(SenseData.WRONG_DATA_LENGTH);
        return false;
    }

    /** The task's activity of that kind, from now on the one that the task is busy with. */
    public <A extends Activity> A begin(ActivityType<A> type) {
        if (type.index() >= kept.length) {
            kept = Arrays.copyOf(kept, type.index() + 4);
        }
        Activity own = kept[type.index()];
        if (own == null) {
            own = type.maker().get();
            kept[type.index()] = own;
        }
        own.belongTo(this);
        activity = own;
        return type.kind().cast(own);
    }

    void end(ScsiStatus outcome) {
        status = outcome;
        end();
    }

    void end(ScsiStatus outcome, byte[] senseData, int length) {
        senseLength = Math.min(length, MAX_SENSE_BYTES);
        System.arraycopy(senseData, 0, sense, 0, senseLength);
        end(outcome);
    }

    void end(SenseData why) {
        senseLength = why.encode(unitState != null && unitState.modes().descriptorSense(), sense);
        if (unitState != null && unitState.modes().queueError() != QueueError.GO_ON && !isAbortRequested()) {
            unit().abortAfter(this, unitState.modes());
        }
        end(ScsiStatus.CHECK_CONDITION);
    }

    private void end() {
        activity = null;
        if (lent != null) {
            lent.giveBack();
        }
        leave();
    }

    /** The transport may use the task again from within its callback: nothing of it is touched afterwards. */
    @Override
    protected void atRest() {
        if (unitNexus != null) {
            count();
        }
        if (!isAbortRequested()) {
            transport.completed();
        } else if (isAbortedWithStatus()) {
            status = ScsiStatus.TASK_ABORTED;
            senseLength = 0;
            transport.completed();
        } else {
            transport.aborted();
        }
    }

    private void count() {
        long now = loop.nowNanos();
        unitNexus.taskLeft(now);
        if (!isAbortRequested()) {
            unitNexus.commandEnded(cdb[0] & 0xFF, transferLength >>> unitState.blockShift(), now - startedNanos);
        }
    }
}
