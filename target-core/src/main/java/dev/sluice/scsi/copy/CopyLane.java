package dev.sluice.scsi.copy;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.DeviceServer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;
import dev.sluice.scsi.unit.Nexus;
import dev.sluice.scsi.unit.UnitNexus;
import java.nio.ByteBuffer;

/** Copies a piece at a time: an initiator of its own, that reads and then writes what it has read. Owner: the loop thread. */
final class CopyLane implements TaskTransport {
    private static final int READ_16 = 0x88;
    private static final int WRITE_16 = 0x8A;
    private static final int WRITE_SAME_16 = 0x93;
    private static final int NO_DATA = 1; // NDOB
    private static final int CDB_BYTES = 16;

    private final CopyTransfer owner;
    private final ScsiTask task;
    private Segment segment;
    private Nexus nexus;
    private long position;
    private long offset;
    private int length;
    private IoBuffer data;
    private boolean busy;
    private boolean writing;
    private boolean stopping;

    CopyLane(CopyTransfer owner, ScsiTask command) {
        this.owner = owner;
        this.task = new ScsiTask(this, command.loop(), command.transferBuffers());
    }

    boolean isBusy() {
        return busy;
    }

    /** The offset in the whole copy of the piece that it copies, or has copied last. */
    long position() {
        return position;
    }

    /** Copies {@code length} bytes from {@code offset} of the segment on; the owner hears of the end, maybe within the call. */
    void copy(Nexus by, Segment what, long from, int bytes, long inAll) {
        busy = true;
        writing = what.isZeroes();
        stopping = false;
        position = inAll;
        nexus = by;
        segment = what;
        offset = from;
        length = bytes;
        if (what.isZeroes()) {
            run(WRITE_SAME_16, what.destination(), what.destinationOffset() + from);
        } else {
            run(READ_16, what.source(), what.sourceOffset() + from);
        }
    }

    private void run(int opcode, UnitNexus at, long where) {
        int shift = at.unit().blockShift();
        ByteBuffer.wrap(task.cdb())
                .put((byte) opcode)
                .put((byte) (opcode == WRITE_SAME_16 ? NO_DATA : 0))
                .putLong(where >>> shift)
                .putInt(length >>> shift)
                .putShort((short) 0);
        int in = opcode == READ_16 ? length : 0;
        int out = opcode == WRITE_16 ? length : 0;
        task.prepare(nexus, at.lun(), CDB_BYTES, TaskAttribute.SIMPLE, in, out);
        if (!DeviceServer.executeForCopy(at, task)) {
            end(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.UNREACHABLE_COPY_TARGET));
        }
    }

    /** Does not go on to write. */
    void stop() {
        stopping = true;
    }

    void abort() {
        stopping = true;
        if (busy) {
            task.abort();
        }
    }

    @Override
    public void dataIn(IoBuffer buffer, int bufferOffset, int bytes) {
        assert data == null && bufferOffset == 0 && bytes == length : "a piece fits a buffer";
        data = buffer;
    }

    @Override
    public boolean acceptsDataIn() {
        return true;
    }

    @Override
    public void requestDataOut(long bytes, int pieceBytes) {
        IoBuffer read = data;
        data = null;
        task.dataOut(read, 0, (int) bytes);
    }

    @Override
    public void completed() {
        if (task.status() != ScsiStatus.GOOD) {
            end(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.THIRD_PARTY_DEVICE_FAILURE));
        } else if (writing) {
            end(null);
        } else if (stopping) {
            end(abortedSense());
        } else if (segment.token() != null && !segment.token().isIntact()) {
            end(RodToken.revoked());
        } else {
            if (segment.token() != null) {
                segment.token().used(task.loop().nowNanos());
            }
            writing = true;
            run(WRITE_16, segment.destination(), segment.destinationOffset() + offset);
        }
    }

    @Override
    public void aborted() {
        end(abortedSense());
    }

    private static SenseData abortedSense() {
        return SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION);
    }

    private void end(SenseData problem) {
        busy = false;
        if (data != null) {
            data.release();
            data = null;
        }
        owner.laneEnded(this, problem);
    }
}
