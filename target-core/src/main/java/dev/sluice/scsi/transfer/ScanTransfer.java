package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;

/** Reads a range to see that it can be read, or that every block of it equals a given one; sends nothing. */
public final class ScanTransfer extends DeviceActivity {
    public static final ActivityType<ScanTransfer> TYPE = new ActivityType<>(ScanTransfer.class, ScanTransfer::new);

    private static final int WINDOW = 4;

    private final Chunk[] chunks = new Chunk[WINDOW];
    private long nextOffset;
    private long unissued;
    private int open;
    private MemorySegment block;
    private int blockSize;

    private ScanTransfer() {
        for (int i = 0; i < WINDOW; i++) {
            chunks[i] = new Chunk(this);
        }
    }

    /**
     * Reads {@code length} bytes from {@code offset}, whole blocks.
     *
     * @param expected the bytes that each block must begin with, or null for any
     * @param expectedLength the number of its bytes that count, at most a block
     */
    public void start(long offset, long length, byte[] expected, int expectedLength) {
        reset();
        nextOffset = offset;
        unissued = length;
        open = 0;
        blockSize = task().unit().blockSize();
        block = expected == null ? null : MemorySegment.ofArray(expected).asSlice(0, expectedLength);
        for (Chunk chunk : chunks) {
            chunk.stage = Chunk.Stage.READY;
        }
        pump();
    }

    @Override
    void step() {
        for (Chunk chunk : chunks) {
            if (unissued == 0 || isStopping()) {
                return;
            }
            if (chunk.stage == Chunk.Stage.READY) {
                issue(chunk);
            }
        }
    }

    private void issue(Chunk chunk) {
        open++;
        chunk.offset = nextOffset;
        chunk.length = (int) Math.min(unissued, BufferPool.MAX_BUFFER_BYTES);
        nextOffset += chunk.length;
        unissued -= chunk.length;
        chunk.stage = Chunk.Stage.NEEDS_BUFFER;
        if (acquire(chunk, task().transferBuffers(), chunk.length)) {
            read(chunk);
        }
    }

    private void read(Chunk chunk) {
        chunk.stage = Chunk.Stage.IN_DEVICE;
        chunk.request.prepareRead(chunk.offset, chunk.length, chunk.buffer, 0);
        submit(chunk);
    }

    @Override
    void granted(Chunk chunk) {
        if (!isStopping()) {
            read(chunk);
        }
    }

    @Override
    void done(Chunk chunk) {
        if (block != null && !isStopping() && differs(chunk)) {
            stopWith(SenseData.MISCOMPARE);
        }
        chunk.releaseBuffer();
        underWay(1);
        task().loop().execute(() -> reopen(chunk));
    }

    /** A turn later, so that other work of the loop gets its turn between two pieces. */
    private void reopen(Chunk chunk) {
        chunk.stage = Chunk.Stage.READY;
        open--;
        underWay(-1);
        pump();
    }

    private boolean differs(Chunk chunk) {
        MemorySegment seen = chunk.buffer.segment();
        long length = block.byteSize();
        for (long at = 0; at < chunk.length; at += blockSize) {
            if (MemorySegment.mismatch(seen, at, at + length, block, 0, length) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean isComplete() {
        return unissued == 0 && open == 0;
    }

    @Override
    void cancelWaits() {
        for (Chunk chunk : chunks) {
            cancelWait(chunk);
        }
    }

    @Override
    void releaseAll() {
        for (Chunk chunk : chunks) {
            chunk.releaseBuffer();
        }
        block = null;
    }
}
