package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Plays the kernel for a {@link PduReceiver}: puts bytes where it is told to, as many as it likes, and sees to it that every
 * place lies in the staging area or in the buffer that the consumer has named.
 */
final class ReceiverHarness {
    private static final int GUARD = 4096;
    private static final byte GUARD_BYTE = (byte) 0xc5;

    /** All harnesses cut their buffers from it, one after the other. */
    private static final MemorySegment POOL_MEMORY = Arena.global().allocate(4L * BufferPool.SLAB_BYTES, 4096);

    final BufferShare pool;
    final PduReceiver receiver;

    /** The place that the consumer named last: no payload may go elsewhere. */
    IoBuffer expectedBuffer;

    int expectedOffset;
    int expectedLength;

    /** Bytes that went right into a buffer. */
    long inPlace;

    private final MemorySegment guarded;
    private MemorySegment memory;
    private long stagingBytes;

    ReceiverHarness(Arena arena, int stagingBytes, PduConsumer consumer, int maxDataSegmentLength) {
        this.stagingBytes = stagingBytes;
        long bytes = stagingBytes + BasicHeader.MAX_LENGTH;
        guarded = arena.allocate(GUARD + bytes + GUARD, 4096).fill(GUARD_BYTE);
        memory = guarded.asSlice(GUARD, bytes);
        pool = new BufferPool(POOL_MEMORY).openWhole();
        receiver = new PduReceiver(memory, consumer, maxDataSegmentLength);
    }

    /** Has the receiver go on in other memory. */
    void moveTo(Arena arena, int otherStagingBytes) {
        stagingBytes = otherStagingBytes;
        memory = arena.allocate(stagingBytes + BasicHeader.MAX_LENGTH, 64);
        receiver.moveTo(memory);
    }

    /** Room for the next bytes, in order. */
    private final class Room implements PduReceiver.Space {
        private final MemorySegment[] places = new MemorySegment[2];
        private int count;
        private long bytes;

        @Override
        public void payload(long address, int length) {
            assertEquals(0, count, "payload comes first");
            assertTrue(length > 0, "payload of " + length);
            long begin = expectedBuffer.address() + expectedOffset;
            assertTrue(address >= begin && address + length <= begin + expectedLength, "payload in a wrong place");
            add(address, length);
        }

        @Override
        public void staging(long address, int length) {
            assertTrue(length > 0, "no room in the staging area");
            assertTrue(address >= memory.address() && address + length <= memory.address() + stagingBytes);
            add(address, length);
        }

        private void add(long address, int length) {
            places[count++] = Wire.memory(address, length);
            bytes += length;
        }

        void put(byte[] source, int offset, int length) {
            int done = 0;
            for (int i = 0; i < count && done < length; i++) {
                int part = (int) Math.min(places[i].byteSize(), length - done);
                MemorySegment.copy(source, offset + done, places[i], ValueLayout.JAVA_BYTE, 0, part);
                done += part;
            }
        }
    }

    /** Delivers up to {@code most} bytes of {@code stream} from {@code offset} on; how many there was room for. */
    int deliver(byte[] stream, int offset, int most) {
        Room room = new Room();
        receiver.space(room);
        assertTrue(room.count > 0, "no room at all");
        int count = (int) Math.min(room.bytes, Math.min(most, stream.length - offset));
        room.put(stream, offset, count);
        boolean intoBuffer = !(room.places[0].address() >= memory.address()
                && room.places[0].address() < memory.address() + memory.byteSize());
        if (intoBuffer) {
            inPlace += Math.min(count, room.places[0].byteSize());
        }
        receiver.received(count);
        return count;
    }

    /** Delivers all of {@code stream}, as much at once as there is room for. */
    void deliverAll(byte[] stream) {
        int done = 0;
        while (done < stream.length) {
            done += deliver(stream, done, Integer.MAX_VALUE);
        }
    }

    /** Names the next place, and takes note of it. */
    void names(PduReceiver to, IoBuffer buffer, int offset, int length) {
        expectedBuffer = buffer;
        expectedOffset = offset;
        expectedLength = length;
        to.receiveInto(buffer, offset, length);
    }

    /** Nothing is written outside, nothing is held. */
    void checkEnd() {
        for (long i = 0; i < GUARD; i++) {
            assertEquals(GUARD_BYTE, guarded.get(ValueLayout.JAVA_BYTE, i));
            assertEquals(GUARD_BYTE, guarded.get(ValueLayout.JAVA_BYTE, guarded.byteSize() - 1 - i));
        }
        assertEquals(0, pool.outstanding(), "buffers that did not come home");
    }
}
