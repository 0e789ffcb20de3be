package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.ActivityType;
import dev.sluice.scsi.AtomicRange;
import dev.sluice.scsi.ScsiTask;
import dev.sluice.scsi.sense.SenseData;
import java.lang.foreign.MemorySegment;

/**
 * Takes data from the initiator and writes it to the device, reads it back, compares it, or several of these: each
 * piece as it arrives, without waiting for the others.
 *
 * <p>When the initiator sends less than the command says, that much is processed. A last piece that is not a whole
 * block is merged into the block on the medium.
 */
public final class WriteTransfer extends DeviceActivity {
    public static final ActivityType<WriteTransfer> TYPE = new ActivityType<>(WriteTransfer.class, WriteTransfer::new);

    /** What is done with each piece. */
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
     * @param length what the command says, in bytes, a multiple of the block size
     * @param forceUnitAccess whether the data must be durable at the end, whatever the write cache
     */
    public void start(long offset, long length, Mode mode, boolean forceUnitAccess) {
        transferLength(length);
        reset();
        ScsiTask task = task();
        this.mode = mode;
        this.forceUnitAccess = forceUnitAccess || !task.unitState().modes().writeCache();
        blockSize = task.unit().blockSize();
        nextOffset = offset;
        expected = Math.min(length, task.expectedDataOut());
        received = 0;
        if (expected == 0) {
            succeed();
            return;
        }
        task.transport().requestDataOut(task, expected, blockSize);
    }

    @Override
    protected void dataOut(IoBuffer buffer, int offset, int length) {
        assert received + length <= expected : "more data than was asked for";
        received += length;
        underWay(1);
        if (isStopping()) {
            buffer.release();
        } else {
            accept(buffer, offset, length);
        }
        underWay(-1);
        pump();
    }

    private void accept(IoBuffer buffer, int offset, int length) {
        int whole = length & -blockSize;
        if (whole > 0) {
            if (whole < length) {
                buffer.retain();
            }
            start(take(buffer, offset, whole));
        }
        if (whole < length) {
            start(take(buffer, offset + whole, length - whole));
        }
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
        chunk.written = false;
        nextOffset += length;
        return chunk;
    }

    /** A partial block can only be written after the whole one was read. */
    private void start(Chunk chunk) {
        if (mode.writes && chunk.length % blockSize == 0) {
            prepareWrite(chunk, chunk.data, chunk.dataOffset);
            submitGated(chunk);
        } else {
            look(chunk);
        }
    }

    private void prepareWrite(Chunk chunk, IoBuffer source, int sourceOffset) {
        chunk.stage = Chunk.Stage.READY;
        chunk.request.prepareWrite(chunk.offset, wholeBlocks(chunk.length), source, sourceOffset, forceUnitAccess);
    }

    /** Reads what is on the medium, into a second buffer. */
    private void look(Chunk chunk) {
        chunk.stage = Chunk.Stage.NEEDS_BUFFER;
        if (acquire(chunk, task().channel().scratchBuffers(), wholeBlocks(chunk.length))) {
            read(chunk);
        }
    }

    private void read(Chunk chunk) {
        chunk.stage = Chunk.Stage.IN_DEVICE;
        chunk.request.prepareRead(chunk.offset, wholeBlocks(chunk.length), chunk.buffer, 0);
        if (isMerge(chunk)) {
            submitGated(chunk);
        } else {
            submit(chunk);
        }
    }

    /** Whether what is read is to be changed and written back, which counts as a write from its beginning. */
    private boolean isMerge(Chunk chunk) {
        return chunk.stage == Chunk.Stage.IN_DEVICE && mode.writes && !chunk.written;
    }

    @Override
    boolean goesOnWriting(Chunk chunk) {
        return isMerge(chunk) && !isStopping();
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

    private int wholeBlocks(int bytes) {
        return bytes + blockSize - 1 & -blockSize;
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
        chunk.written = true;
        chunk.releaseBuffer();
        if (mode.reads) {
            look(chunk);
        } else {
            recycle(chunk);
        }
    }

    private void seen(Chunk chunk) {
        if (mode.writes && !chunk.written) {
            MemorySegment.copy(chunk.data.segment(), chunk.dataOffset, chunk.buffer.segment(), 0, chunk.length);
            prepareWrite(chunk, chunk.buffer, 0);
            submit(chunk);
            return;
        }
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
    void releaseAll() {
        while (busy != null) {
            recycle(busy);
        }
    }
}
