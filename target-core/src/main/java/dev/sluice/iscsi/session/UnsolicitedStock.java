package dev.sluice.iscsi.session;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;

/**
 * Buffers set aside for a session that may send data unasked (InitialR2T=No): one of FirstBurstLength for each command that it may
 * have open, so that such data always have a place. Owner: the session's loop thread.
 */
final class UnsolicitedStock {
    private final IoBuffer[] buffers;

    private UnsolicitedStock(IoBuffer[] buffers) {
        this.buffers = buffers;
    }

    /** Sets aside {@code count} buffers, or returns null if there is not as much memory now. */
    static UnsolicitedStock reserve(BufferPool pool, int count, int bytes) {
        UnsolicitedStock stock = new UnsolicitedStock(new IoBuffer[count]);
        for (int i = 0; i < count; i++) {
            stock.buffers[i] = pool.tryAcquire(bytes);
            if (stock.buffers[i] == null) {
                stock.release();
                return null;
            }
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
