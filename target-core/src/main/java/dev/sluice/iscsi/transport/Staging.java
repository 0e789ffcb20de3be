package dev.sluice.iscsi.transport;

import java.lang.foreign.MemorySegment;

/**
 * The memory that a connection receives with, lent by its loop: little for a stranger, more when it is known. Owner: the connection's loop
 * thread.
 */
final class Staging {
    private final LoopTransport transport;
    private MemorySegment memory;
    private ReceiveVector vector;
    private boolean forStranger = true;

    Staging(LoopTransport transport) {
        this.transport = transport;
        take();
    }

    private void take() {
        memory = transport.takeMemory(forStranger);
        vector = new ReceiveVector(memory.asSlice(memory.byteSize() - ReceiveVector.BYTES));
    }

    /** For the receiver. */
    MemorySegment room() {
        return memory.asSlice(0, memory.byteSize() - ReceiveVector.BYTES);
    }

    /** The place for the next bytes. */
    ReceiveVector vector() {
        return vector;
    }

    /** Takes more, and has {@code receiver} go on there. No receive is under way. */
    void grow(PduReceiver receiver) {
        if (forStranger) {
            MemorySegment former = memory;
            forStranger = false;
            take();
            receiver.moveTo(room());
            transport.returnMemory(former);
        }
    }

    void giveBack() {
        transport.returnMemory(memory);
    }
}
