package dev.sluice.simulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The memory that a struct msghdr of 64-bit Linux lists. */
final class MessageHeader {
    private static final int BYTES = 56;
    private static final int VECTOR_OFFSET = 16;
    private static final int VECTOR_COUNT_OFFSET = 24;
    private static final int VECTOR_BYTES = 16;
    private static final int LENGTH_OFFSET = 8;

    private MessageHeader() {}

    static MemorySegment[] places(long address) {
        MemorySegment header = FakeSocket.memory(address, BYTES);
        int count = (int) header.get(ValueLayout.JAVA_LONG, VECTOR_COUNT_OFFSET);
        MemorySegment vectors =
                FakeSocket.memory(header.get(ValueLayout.JAVA_LONG, VECTOR_OFFSET), (long) count * VECTOR_BYTES);
        MemorySegment[] places = new MemorySegment[count];
        for (int i = 0; i < count; i++) {
            long at = (long) i * VECTOR_BYTES;
            places[i] = FakeSocket.memory(
                    vectors.get(ValueLayout.JAVA_LONG, at), vectors.get(ValueLayout.JAVA_LONG, at + LENGTH_OFFSET));
        }
        return places;
    }

    /** A copy of all bytes, one after the other. */
    static MemorySegment gathered(long address) {
        MemorySegment[] places = places(address);
        long length = 0;
        for (MemorySegment place : places) {
            length += place.byteSize();
        }
        MemorySegment all = Arena.ofAuto().allocate(Math.max(1, length)).asSlice(0, length);
        long at = 0;
        for (MemorySegment place : places) {
            MemorySegment.copy(place, 0, all, at, place.byteSize());
            at += place.byteSize();
        }
        return all;
    }
}
