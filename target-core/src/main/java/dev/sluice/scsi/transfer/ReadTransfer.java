package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.task.ActivityType;

/**
 * Reads a range of the device and sends it: some chunks are read ahead while earlier ones are sent, in order, and only
 * as long as the transport accepts more. A device that lends its memory is asked for that first.
 */
public final class ReadTransfer extends DeviceActivity {
    public static final ActivityType<ReadTransfer> TYPE = new ActivityType<>(ReadTransfer.class, ReadTransfer::new);

    /** Chunks under way: 1 MiB covers the delay of a disk, and leaves buffers to others. A power of two. */
    private static final int WINDOW = 4;

    private final Chunk[] window = new Chunk[WINDOW];
    private int head;
    private int count;
    private long nextOffset;
    private long unissued;
    private long undelivered;
    private boolean first;

    private ReadTransfer() {
        for (int i = 0; i < WINDOW; i++) {
            window[i] = new Chunk(this).reading();
        }
    }

    /**
     * Sends {@code length} bytes of the device from {@code offset}, or as many as the initiator expects; both are
     * multiples of the block size.
     */
    public void start(long offset, long length) {
        if (!sends(length)) {
            return;
        }
        long wanted = Math.min(length, task().expectedDataIn());
        reset();
        head = 0;
        count = 0;
        nextOffset = offset;
        undelivered = wanted;
        int blockSize = task().unitState().blockSize();
        unissued = wanted + blockSize - 1 & -blockSize;
        first = true;
        pump();
    }

    @Override
    void step() {
        deliver();
        while (!isStopping() && mayIssue()) {
            issue();
            deliver();
        }
    }

    private boolean mayIssue() {
        if (unissued == 0 || count == WINDOW || anyNeedsBuffer()) {
            return false;
        }
        return first || task().transport().acceptsDataIn();
    }

    /** A later chunk must not take the buffer that an earlier one waits for. */
    private boolean anyNeedsBuffer() {
        for (int i = 0; i < count; i++) {
            if (window[head + i & WINDOW - 1].stage == Chunk.Stage.NEEDS_BUFFER) {
                return true;
            }
        }
        return false;
    }

    private void issue() {
        first = false;
        Chunk chunk = window[head + count & WINDOW - 1];
        count++;
        chunk.offset = nextOffset;
        chunk.length = task().unitNexus().deviceShare().pieceOf(unissued);
        nextOffset += chunk.length;
        unissued -= chunk.length;
        MemoryAccount loans = task().loans();
        if (loans != null && task().unitNexus().deviceShare().lends(chunk.length)) {
            chunk.stage = Chunk.Stage.IN_DEVICE;
            chunk.request.prepareLoan(chunk.offset, chunk.length, loans);
            submitGated(chunk);
        } else {
            readIntoBuffer(chunk);
        }
    }

    private void readIntoBuffer(Chunk chunk) {
        chunk.stage = Chunk.Stage.NEEDS_BUFFER;
        if (acquire(chunk, task().transferBuffers(), chunk.length)) {
            read(chunk);
        }
    }

    private void read(Chunk chunk) {
        chunk.stage = Chunk.Stage.IN_DEVICE;
        chunk.request.prepareRead(chunk.offset, chunk.length, chunk.buffer, 0);
        submitGated(chunk);
    }

    @Override
    void granted(Chunk chunk) {
        if (!isStopping()) {
            read(chunk);
        }
    }

    @Override
    void done(Chunk chunk) {
        chunk.buffer = chunk.request.buffer();
        if (chunk.buffer != null) {
            chunk.stage = Chunk.Stage.READY;
        } else if (!isStopping()) {
            readIntoBuffer(chunk);
        }
    }

    private void deliver() {
        while (count > 0 && window[head].stage == Chunk.Stage.READY && !isStopping()) {
            Chunk chunk = window[head];
            head = head + 1 & WINDOW - 1;
            count--;
            IoBuffer buffer = chunk.buffer;
            chunk.buffer = null;
            int length = (int) Math.min(chunk.length, undelivered);
            undelivered -= length;
            task().transport().dataIn(buffer, chunk.bufferOffset(), length);
        }
    }

    @Override
    protected void dataInReady() {
        pump();
    }

    @Override
    boolean isComplete() {
        return undelivered == 0;
    }

    @Override
    protected boolean goesBefore(AtomicRange range) {
        for (Chunk chunk : window) {
            if (chunk.goesBefore(range)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void cancelWaits() {
        for (Chunk chunk : window) {
            cancelWait(chunk);
        }
    }

    @Override
    void withdrawAll() {
        for (Chunk chunk : window) {
            if (chunk.stage == Chunk.Stage.IN_DEVICE) {
                withdraw(chunk);
            }
        }
    }

    @Override
    void releaseAll() {
        for (int i = 0; i < WINDOW; i++) {
            window[i].releaseBuffer();
        }
    }
}
