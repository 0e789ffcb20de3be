package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.IoLoop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * What the connections of one loop share: memory for staging, lent for the life of a connection, and send batches, lent
 * while something is sent. Both grow to the largest number in use at once and are never given back. Owner: the loop thread.
 */
public final class LoopTransport {
    /** Staging area, current header, and the structs of a receive operation. */
    static final int CONNECTION_BYTES = 64 << 10;

    private final IoLoop loop;
    private final int zeroCopyThreshold;
    private final ArrayDeque<MemorySegment> idleMemory = new ArrayDeque<>();
    private SendBatch idleBatches;

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

    MemorySegment takeMemory() {
        MemorySegment memory = idleMemory.poll();
        return memory == null ? Arena.global().allocate(CONNECTION_BYTES, 4096) : memory;
    }

    void returnMemory(MemorySegment memory) {
        idleMemory.push(memory);
    }

    SendBatch takeBatch() {
        SendBatch batch = idleBatches;
        if (batch == null) {
            return new SendBatch();
        }
        idleBatches = batch.next;
        batch.next = null;
        return batch;
    }

    void returnBatch(SendBatch batch) {
        batch.releaseBuffers();
        batch.next = idleBatches;
        idleBatches = batch;
    }
}
