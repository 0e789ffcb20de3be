package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes one block over and over again, all over a range. */
public final class FillTransfer extends DeviceActivity {
    public static final ActivityType<FillTransfer> TYPE = new ActivityType<>(FillTransfer.class, FillTransfer::new);

    private final Chunk chunk = new Chunk(this);
    private byte[] block;
    private int blockSize;
    private int filled;
    private long nextOffset;
    private long remaining;
    private boolean forceUnitAccess;
    private boolean busy;

    private FillTransfer() {}

    /** Fills {@code length} bytes from {@code offset}, whole blocks, with the first block of {@code pattern}. */
    public void start(long offset, long length, byte[] pattern, boolean durably) {
        reset();
        block = pattern;
        blockSize = task().unit().blockSize();
        filled = 0;
        nextOffset = offset;
        remaining = length;
        forceUnitAccess = durably || !task().unitState().modes().writeCache();
        busy = false;
        acquire(chunk, task().transferBuffers(), (int) Math.min(length, BufferPool.MAX_BUFFER_BYTES));
        pump();
    }

    @Override
    void step() {
        if (busy || remaining == 0 || chunk.buffer == null) {
            return;
        }
        busy = true;
        int length = (int) Math.min(remaining, BufferPool.MAX_BUFFER_BYTES);
        MemorySegment target = chunk.buffer.segment();
        for (; filled < length; filled += blockSize) {
            MemorySegment.copy(block, 0, target, ValueLayout.JAVA_BYTE, filled, blockSize);
        }
        chunk.request.prepareWrite(nextOffset, length, chunk.buffer, 0, forceUnitAccess);
        nextOffset += length;
        remaining -= length;
        submitGated(chunk);
    }

    /** Other work of the loop gets its turn between two pieces. */
    @Override
    void done(Chunk ignored) {
        if (remaining == 0) {
            busy = false;
        } else {
            underWay(1);
            task().loop().execute(this::resume);
        }
    }

    private void resume() {
        busy = false;
        underWay(-1);
        pump();
    }

    @Override
    boolean isComplete() {
        return remaining == 0 && !busy;
    }

    @Override
    protected boolean goesBefore(AtomicRange range) {
        return chunk.goesBefore(range);
    }

    @Override
    void cancelWaits() {
        cancelWait(chunk);
    }

    @Override
    void releaseAll() {
        chunk.releaseBuffer();
        block = null;
    }
}
