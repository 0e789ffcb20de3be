package dev.sluice.iscsi.transport;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Places for the next bytes of a connection: a struct msghdr with up to two struct iovec, in memory that the kernel reads. Owner: the
 * connection's loop thread.
 */
final class ReceiveVector implements PduReceiver.Space {
    /** Memory that it takes. */
    static final int BYTES = 96;

    private static final int IOVEC_BYTES = 16;
    private static final int LENGTH_OFFSET = 8;
    private static final int MESSAGE_HEADER_OFFSET = 2 * IOVEC_BYTES;
    private static final int MESSAGE_VECTOR_OFFSET = MESSAGE_HEADER_OFFSET + 16;
    private static final int MESSAGE_COUNT_OFFSET = MESSAGE_HEADER_OFFSET + 24;

    private final MemorySegment memory;
    private int count;

    ReceiveVector(MemorySegment memory) {
        this.memory = memory.fill((byte) 0);
        memory.set(ValueLayout.JAVA_LONG, MESSAGE_VECTOR_OFFSET, memory.address());
    }

    void clear() {
        count = 0;
    }

    @Override
    public void payload(long address, int length) {
        staging(address, length);
    }

    @Override
    public void staging(long address, int length) {
        long at = (long) count++ * IOVEC_BYTES;
        memory.set(ValueLayout.JAVA_LONG, at, address);
        memory.set(ValueLayout.JAVA_LONG, at + LENGTH_OFFSET, length);
        memory.set(ValueLayout.JAVA_LONG, MESSAGE_COUNT_OFFSET, count);
    }

    /** Of the struct msghdr. */
    long messageHeaderAddress() {
        return memory.address() + MESSAGE_HEADER_OFFSET;
    }
}
