package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.MappedPieces;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Resources that the connections of one loop share: memory for staging, lent for the life of a connection, and send batches, lent
 * while something is sent. Both grow to the largest number in use at once and are never given back. A stranger, who has not logged
 * in, gets little of either, of a kind of its own. Owner: the loop thread.
 */
public final class LoopTransport {
    /** Staging area, current header, and the structs of a receive operation. */
    static final int CONNECTION_BYTES = 64 << 10;

    /** The same of a stranger: room for the longest header, and a login request of the usual size in one piece. */
    static final int STRANGER_BYTES = 4 << 10;

    static {
        // A header that does not fit would never be whole.
        assert STRANGER_BYTES >= 2 * BasicHeader.MAX_LENGTH + ReceiveVector.BYTES && STRANGER_BYTES < CONNECTION_BYTES;
    }

    private final IoLoop loop;
    private final int zeroCopyThreshold;
    /** A silent session touches two pages of it. */
    private final MappedPieces memory = new MappedPieces(CONNECTION_BYTES);

    private final MappedPieces strangerMemory = new MappedPieces(STRANGER_BYTES);
    private final ArrayDeque<MemorySegment> idleMessageHeaders = new ArrayDeque<>();
    private SendBatch idleBatches;
    private SendBatch idleStrangerBatches;
    private int lent;

    /** @param zeroCopyThreshold send batches of at least this many bytes with SENDMSG_ZC; 0 for never */
    public LoopTransport(IoLoop loop, int zeroCopyThreshold) {
        this.loop = loop;
        this.zeroCopyThreshold = zeroCopyThreshold;
    }

    public IoLoop loop() {
        return loop;
    }

    int zeroCopyThreshold() {
        return zeroCopyThreshold;
    }

    MemorySegment takeMemory(boolean stranger) {
        MemorySegment taken = (stranger ? strangerMemory : memory).take();
        lent++;
        return taken;
    }

    void returnMemory(MemorySegment returned) {
        lent--;
        (returned.byteSize() == STRANGER_BYTES ? strangerMemory : memory).giveBack(returned);
    }

    /** Lends the struct msghdr of a connection's sends, at one address for the life of the connection. */
    MemorySegment takeMessageHeader() {
        lent++;
        MemorySegment header = idleMessageHeaders.poll();
        return header != null ? header : Arena.global().allocate(SendBatch.MESSAGE_HEADER_BYTES, 64);
    }

    void returnMessageHeader(MemorySegment header) {
        lent--;
        idleMessageHeaders.push(header);
    }

    /** @param small for what a login says */
    SendBatch takeBatch(boolean small) {
        SendBatch batch = small ? idleStrangerBatches : idleBatches;
        lent++;
        if (batch == null) {
            return new SendBatch(small);
        }
        if (small) {
            idleStrangerBatches = batch.next;
        } else {
            idleBatches = batch.next;
        }
        batch.next = null;
        return batch;
    }

    void returnBatch(SendBatch batch) {
        lent--;
        batch.releaseBuffers();
        if (batch.isSmall()) {
            batch.next = idleStrangerBatches;
            idleStrangerBatches = batch;
        } else {
            batch.next = idleBatches;
            idleBatches = batch;
        }
    }

    /** The number of pieces of memory and batches that are lent: 0 where there is no connection. */
    public int lent() {
        return lent;
    }
}
