package dev.sluice.iscsi.transport;

import java.lang.foreign.MemorySegment;

/**
 * The memory that a connection receives with, lent by its loop: little for a stranger, more when it is known. Owner: the connection's loop
 * thread.
 */
final class Staging {
    /**
     * While more than this waits to be sent, nothing is received: an initiator that asks and does not listen fills its own
     * window, not our memory. Commands are bounded by their window anyway.
     */
    private static final int ENOUGH_QUEUED = 8192;

    /** The same of a stranger: a login is one request and one answer at a time. */
    private static final int ENOUGH_QUEUED_OF_STRANGER = 4;

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

    /** With how many items waiting to be sent nothing is received. */
    int enoughQueued() {
        return forStranger ? ENOUGH_QUEUED_OF_STRANGER : ENOUGH_QUEUED;
    }

    boolean isForStranger() {
        return forStranger;
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
