package dev.sluice.scsi.copy;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.command.BlockCdb;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.DeviceServer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;
import dev.sluice.scsi.unit.Nexus;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.ArrayDeque;

/** Copies a piece at a time: an initiator of its own, that reads and then writes what it has read. Owner: the loop thread. */
final class CopyLane implements TaskTransport {
    /** A part of the data read, in the buffer that the read delivered. */
    private record Piece(IoBuffer buffer, int offset, int length) {}

    private static final int NO_DATA = 1; // NDOB

    private final CopyTransfer owner;
    private final ScsiTask task;
    private Segment segment;
    private Nexus nexus;
    private long position;
    private long offset;
    private int length;
    private final ArrayDeque<Piece> data = new ArrayDeque<>();
    private int gathered;
    private int runs;
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
            run(BlockCdb.WRITE_SAME_16, what.destination(), what.destinationOffset() + from);
        } else {
            run(BlockCdb.READ_16, what.source(), what.sourceOffset() + from);
        }
    }

    private void run(int opcode, UnitNexus at, long where) {
        runs++;
        int shift = at.unit().blockShift();
        BlockCdb.write16(
                task.cdb(), opcode, opcode == BlockCdb.WRITE_SAME_16 ? NO_DATA : 0, where >>> shift, length >>> shift);
        int in = opcode == BlockCdb.READ_16 ? length : 0;
        int out = opcode == BlockCdb.WRITE_16 ? length : 0;
        task.prepare(nexus, at.lun(), BlockCdb.SIXTEEN_BYTES, TaskAttribute.SIMPLE, in, out);
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
        gathered += bytes;
        assert gathered <= length : "more data than the read asked for";
        data.add(new Piece(buffer, bufferOffset, bytes));
    }

    @Override
    public boolean acceptsDataIn() {
        return true;
    }

    @Override
    public void requestDataOut(long bytes, int pieceBytes) {
        // The last piece may end the task, and the lane may have begun another before the call returns.
        for (int run = runs; run == runs && !data.isEmpty(); ) {
            Piece piece = data.poll();
            task.dataOut(piece.buffer(), piece.offset(), piece.length());
        }
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
            run(BlockCdb.WRITE_16, segment.destination(), segment.destinationOffset() + offset);
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
        while (!data.isEmpty()) {
            data.poll().buffer().release();
        }
        gathered = 0;
        owner.laneEnded(this, problem);
    }
}
