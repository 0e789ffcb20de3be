package dev.sluice.scsi.transfer;

import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Sends a few bytes that a command has put together. */
public final class DataInReply extends DeviceActivity {
    public static final ActivityType<DataInReply> TYPE = new ActivityType<>(DataInReply.class, DataInReply::new);

    /** A longer reply that waits for a buffer is counted as what its nexus holds on the heap, in bytes. */
    private static final int LITTLE = 4096;

    private final Chunk chunk = new Chunk(this);
    private byte[] reply;
    private int remaining;

    private DataInReply() {}

    /**
     * Sends the start of {@code data}, and ends the task well.
     *
     * @param length the bytes to send, at most 256 KiB
     * @param allocationLength the bytes of it that the command takes
     */
    public void start(byte[] data, int length, long allocationLength) {
        int wanted = (int) Math.min(length, allocationLength);
        if (!sends(wanted)) {
            return;
        }
        remaining = (int) Math.min(wanted, task().expectedDataIn());
        if (remaining == 0) {
            succeed();
            return;
        }
        reset();
        reply = data;
        if (!acquire(chunk, task().transferBuffers(), remaining) && remaining > LITTLE && !keep()) {
            cancelWait(chunk);
            reply = null;
            refuse();
            return;
        }
        pump();
    }

    /** Waits with a reply that its nexus may hold; false if it may hold no more. */
    private boolean keep() {
        byte[] kept = task().borrow(remaining);
        if (kept != null) {
            System.arraycopy(reply, 0, kept, 0, remaining);
            reply = kept;
        }
        return kept != null;
    }

    @Override
    void step() {
        if (chunk.buffer != null) {
            MemorySegment.copy(reply, 0, chunk.buffer.segment(), ValueLayout.JAVA_BYTE, 0, remaining);
            int length = remaining;
            var filled = chunk.buffer;
            chunk.buffer = null;
            remaining = 0;
            task().transport().dataIn(filled, 0, length);
        }
    }

    @Override
    boolean isComplete() {
        return remaining == 0;
    }

    @Override
    void cancelWaits() {
        cancelWait(chunk);
    }

    @Override
    void releaseAll() {
        chunk.releaseBuffer();
        reply = null;
    }

    @Override
    void done(Chunk ignored) {
        throw new IllegalStateException("a reply asks nothing of a device");
    }
}
