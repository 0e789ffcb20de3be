package dev.sluice.iscsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.io.memory.IoBuffer;

/**
 * The buffers of a session: its shares of the loop's two pools, and the stock for unsolicited data where there may be such. Whatever other
 * sessions do, it always gets {@link #GUARANTEED_BYTES} of each pool. Owner: the session's loop thread.
 *
 * @param transfer for data that move on by themselves
 * @param solicited for data that R2Ts ask for
 * @param heap for what commands gather before they begin, and for the commands themselves
 * @param stock for unsolicited data, or null where InitialR2T=Yes
 */
public record SessionBuffers(BufferShare transfer, BufferShare solicited, HeapShare heap, UnsolicitedBuffers stock) {
    /** One buffer of the largest size, or 64 of 4 KiB. */
    public static final int GUARANTEED_BYTES = BufferPool.SPAN_BYTES;

    /**
     * @param heap of the session, which is closed with the rest, or now where there is no rest
     * @param stockCount buffers for unsolicited data, or 0
     * @param stockBytes the size of each, in bytes
     * @param mayTakeKept true if the part of the pools may be promised that nobody borrows
     * @return null where the pools cannot promise as much any more
     */
    public static SessionBuffers open(
            IoLoop loop, HeapShare heap, int stockCount, int stockBytes, boolean mayTakeKept) {
        BufferShare transfer = loop.transferBuffers().open(GUARANTEED_BYTES, mayTakeKept);
        if (transfer == null) {
            heap.close();
            return null;
        }
        long stockTotal = UnsolicitedBuffers.memoryOf(stockCount, stockBytes);
        BufferShare solicited = loop.solicitedBuffers().open(GUARANTEED_BYTES + stockTotal, mayTakeKept);
        if (solicited == null) {
            transfer.close();
            heap.close();
            return null;
        }
        return new SessionBuffers(
                transfer,
                solicited,
                heap,
                stockCount == 0 ? null : UnsolicitedBuffers.reserve(solicited, stockCount, stockBytes));
    }

    /** A buffer for unsolicited data, or null where there is none. */
    public IoBuffer unsolicited() {
        return stock == null ? null : stock.lend();
    }

    /** Returns true if it has more than it is guaranteed, of either pool, while another session waits for a buffer of that pool. */
    public boolean areInTheWay() {
        return transfer.isInTheWay() || solicited.isInTheWay();
    }

    public void close() {
        if (stock != null) {
            stock.release();
        }
        transfer.close();
        solicited.close();
        heap.close();
    }
}
