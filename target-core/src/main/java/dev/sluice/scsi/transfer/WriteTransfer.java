package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ActivityType;
import dev.sluice.scsi.task.ScsiTask;
import java.lang.foreign.MemorySegment;

/**
 * Takes data from the initiator and writes it to the device, reads it back, compares it, or several of these: each
 * piece as it arrives, without waiting for the others.
 *
 * <p>If the initiator sends fewer blocks than the command says, those are written. Data that end within a block are refused, and so are
 * fewer data than there are blocks to compare: that a part of them is equal is no answer.
 */
public final class WriteTransfer extends DeviceActivity {
    public static final ActivityType<WriteTransfer> TYPE = new ActivityType<>(WriteTransfer.class, WriteTransfer::new);

    /** The work on each piece. */
    public enum Mode {
        WRITE(true, false, false),
        WRITE_AND_READ(true, true, false),
        WRITE_AND_COMPARE(true, true, true),
        COMPARE(false, true, true);

        private final boolean writes;
        private final boolean reads;
        private final boolean compares;

        Mode(boolean writes, boolean reads, boolean compares) {
            this.writes = writes;
            this.reads = reads;
            this.compares = compares;
        }
    }

    private Mode mode;
    private boolean forceUnitAccess;
    private int blockSize;
    private long nextOffset;
    private long expected;
    private long received;
    private Chunk free;
    private Chunk busy;

    private WriteTransfer() {}

    /**
     * @param offset on the device, in bytes, a multiple of the block size
     * @param length by the command, in bytes, a multiple of the block size
     * @param forceUnitAccess true if the data must be durable at the end, whatever the write cache
     */
    public void start(long offset, long length, Mode mode, boolean forceUnitAccess) {
        ScsiTask task = task();
        blockSize = task.unit().blockSize();
        if (mode.writes ? !takesUnits(length, blockSize) : !takesWhole(length)) {
            return;
        }
        reset();
        this.mode = mode;
        this.forceUnitAccess = forceUnitAccess || !task.unitState().modes().writeCache();
        nextOffset = offset;
        expected = Math.min(length, task.expectedDataOut());
        received = 0;
        if (expected == 0) {
            succeed();
            return;
        }
        task.transport().requestDataOut(expected, blockSize);
    }

    @Override
    protected void dataOut(IoBuffer buffer, int offset, int length) {
        assert received + length <= expected : "more data than was asked for";
        received += length;
        underWay(1);
        if (isStopping()) {
            buffer.release();
        } else {
            start(take(buffer, offset, length));
        }
        underWay(-1);
        pump();
    }

    private Chunk take(IoBuffer buffer, int offset, int length) {
        Chunk chunk = free;
        if (chunk == null) {
            chunk = new Chunk(this);
        } else {
            free = chunk.next;
        }
        chunk.next = busy;
        busy = chunk;
        chunk.data = buffer;
        chunk.dataOffset = offset;
        chunk.offset = nextOffset;
        chunk.length = length;
        nextOffset += length;
        return chunk;
    }

    private void start(Chunk chunk) {
        if (mode.writes) {
            chunk.stage = Chunk.Stage.READY;
            chunk.request.prepareWrite(chunk.offset, chunk.length, chunk.data, chunk.dataOffset, forceUnitAccess);
            submitGated(chunk);
        } else {
            look(chunk);
        }
    }

    /** Reads what is on the medium, into a second buffer. */
    private void look(Chunk chunk) {
        chunk.stage = Chunk.Stage.NEEDS_BUFFER;
        if (acquire(chunk, task().unitNexus().scratchBuffers(), chunk.length)) {
            read(chunk);
        }
    }

    private void read(Chunk chunk) {
        chunk.stage = Chunk.Stage.IN_DEVICE;
        chunk.request.prepareRead(chunk.offset, chunk.length, chunk.buffer, 0);
        submit(chunk);
    }

    @Override
    protected boolean goesBefore(AtomicRange range) {
        for (Chunk chunk = busy; chunk != null; chunk = chunk.next) {
            if (chunk.goesBefore(range)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void granted(Chunk chunk) {
        if (isStopping()) {
            recycle(chunk);
        } else {
            read(chunk);
        }
    }

    @Override
    void failed(Chunk chunk) {
        recycle(chunk);
    }

    @Override
    void done(Chunk chunk) {
        if (isStopping()) {
            recycle(chunk);
        } else if (chunk.stage == Chunk.Stage.READY) {
            written(chunk);
        } else {
            seen(chunk);
        }
    }

    private void written(Chunk chunk) {
        if (mode.reads) {
            look(chunk);
        } else {
            recycle(chunk);
        }
    }

    private void seen(Chunk chunk) {
        if (mode.compares && mismatch(chunk)) {
            stopWith(SenseData.MISCOMPARE);
        }
        recycle(chunk);
    }

    private static boolean mismatch(Chunk chunk) {
        return MemorySegment.mismatch(
                        chunk.data.segment(),
                        chunk.dataOffset,
                        (long) chunk.dataOffset + chunk.length,
                        chunk.buffer.segment(),
                        0,
                        chunk.length)
                >= 0;
    }

    private void recycle(Chunk chunk) {
        unlink(chunk);
        chunk.next = free;
        free = chunk;
        chunk.releaseBuffer();
        chunk.releaseData();
    }

    private void unlink(Chunk chunk) {
        if (busy == chunk) {
            busy = chunk.next;
            return;
        }
        Chunk before = busy;
        while (before.next != chunk) {
            before = before.next;
        }
        before.next = chunk.next;
    }

    /** Everything starts when data arrives or a request ends. */
    @Override
    void step() {}

    @Override
    boolean isComplete() {
        return received == expected;
    }

    /** The rest of the data is on its way, and is taken off the wire before the status says that it is not wanted. */
    @Override
    boolean mayFail() {
        return received == expected;
    }

    @Override
    void cancelWaits() {
        for (Chunk chunk = busy; chunk != null; chunk = chunk.next) {
            cancelWait(chunk);
        }
    }

    @Override
    void withdrawAll() {
        Chunk next;
        for (Chunk chunk = busy; chunk != null; chunk = next) {
            next = chunk.next;
            withdraw(chunk);
        }
    }

    @Override
    void releaseAll() {
        while (busy != null) {
            recycle(busy);
        }
    }
}
