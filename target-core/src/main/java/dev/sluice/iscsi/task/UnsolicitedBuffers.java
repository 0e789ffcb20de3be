package dev.sluice.iscsi.task;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;

/**
 * Buffers set aside for a session that may send unsolicited data (InitialR2T=No): one of FirstBurstLength for each command that it may
 * have open, so that such data always have a place. Owner: the session's loop thread.
 */
final class UnsolicitedBuffers {
    private final IoBuffer[] buffers;

    private UnsolicitedBuffers(IoBuffer[] buffers) {
        this.buffers = buffers;
    }

    /** The memory that {@code count} buffers take, in bytes: whole spans. */
    static long memoryOf(int count, int bytes) {
        int perSpan = BufferPool.buffersPerSpan(bytes);
        return (long) Math.ceilDiv(count, perSpan) * BufferPool.SPAN_BYTES;
    }

    /** Sets aside {@code count} buffers of a share that is sure of {@link #memoryOf} them. */
    static UnsolicitedBuffers reserve(BufferShare share, int count, int bytes) {
        UnsolicitedBuffers stock = new UnsolicitedBuffers(new IoBuffer[count]);
        for (int i = 0; i < count; i++) {
            stock.buffers[i] = share.tryAcquire(bytes);
            assert stock.buffers[i] != null : "a guarantee that is not kept";
        }
        return stock;
    }

    /** Lends a buffer; it is back when the borrower releases the reference that it is given here. Null if all are lent. */
    IoBuffer lend() {
        for (IoBuffer buffer : buffers) {
            if (buffer.isHeldOnce()) {
                buffer.retain();
                return buffer;
            }
        }
        return null;
    }

    void release() {
        for (int i = 0; i < buffers.length; i++) {
            if (buffers[i] != null) {
                buffers[i].release();
                buffers[i] = null;
            }
        }
    }
}
