package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.testing.Seed;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that the kernel would send, read through the struct msghdr that it is given. */
class SendBatchTest {
    private static final int IOV_MAX = 1024;
    private static final HexFormat HEX = HexFormat.of();

    private final Arena arena = Arena.ofConfined();
    private final BufferShare pool = new BufferPool(arena.allocate(2L * BufferPool.SLAB_BYTES, 4096)).openWhole();
    private final SendBatch batch = new SendBatch();

    @AfterEach
    void everyBufferComesHome() {
        batch.releaseBuffers();
        assertEquals(0, pool.outstanding());
        arena.close();
    }

    private MemorySegment message(SendBatch batch) {
        MemorySegment message = arena.allocate(56, 8);
        batch.describe(message);
        return message;
    }

    private int vectors(SendBatch batch) {
        MemorySegment message = message(batch);
        return (int) message.get(ValueLayout.JAVA_LONG, 24);
    }

    /** The bytes that are not sent yet. */
    private byte[] wire(SendBatch batch) {
        MemorySegment message = message(batch);
        assertEquals(0, message.get(ValueLayout.JAVA_LONG, 0), "msg_name");
        assertEquals(0, message.get(ValueLayout.JAVA_INT, 8), "msg_namelen");
        assertEquals(0, message.get(ValueLayout.JAVA_LONG, 32), "msg_control");
        assertEquals(0, message.get(ValueLayout.JAVA_LONG, 40), "msg_controllen");
        assertEquals(0, message.get(ValueLayout.JAVA_INT, 48), "msg_flags");
        long count = message.get(ValueLayout.JAVA_LONG, 24);
        assertTrue(count <= IOV_MAX, count + " vectors");
        MemorySegment vectors = Wire.memory(message.get(ValueLayout.JAVA_LONG, 16), count * 16);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long i = 0; i < count; i++) {
            long address = vectors.get(ValueLayout.JAVA_LONG, i * 16);
            long length = vectors.get(ValueLayout.JAVA_LONG, i * 16 + 8);
            assertTrue(length > 0, "an empty vector");
            out.writeBytes(Wire.memory(address, length).toArray(ValueLayout.JAVA_BYTE));
        }
        assertEquals(batch.remaining(), out.size());
        return out.toByteArray();
    }

    private IoBuffer buffer(byte[] bytes, int offset) {
        IoBuffer buffer = pool.tryAcquire(Math.max(1, offset + bytes.length));
        MemorySegment.copy(bytes, 0, buffer.segment(), ValueLayout.JAVA_BYTE, offset, bytes.length);
        return buffer;
    }

    private void endWithBuffer(byte[] data, int offset) {
        IoBuffer buffer = buffer(data, offset);
        batch.end(buffer, offset, data.length);
        buffer.release();
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void shouldLayOutAPduWithoutData(boolean headerDigest, boolean dataDigest) {
        batch.reset(headerDigest, dataDigest, false);
        batch.begin(Opcode.NOP_IN, BasicHeader.FINAL)
                .initiatorTaskTag(0x01020304)
                .statSn(9);
        batch.end();

        byte[] header = HEX.parseHex("2080000000000000" + "0000000000000000" + "0102030400000000" + "0000000900000000"
                + "0000000000000000" + "0000000000000000");
        assertArrayEquals(Wire.pdu(header, new byte[0], headerDigest, dataDigest), wire(batch));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "5", "512", "8191", "8192"})
    void shouldLayOutHeaderDataPaddingAndDigestsWhereverTheDataAre(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        byte[] around = Arrays.copyOf(data, length + 3);
        for (int digests = 0; digests < 4; digests++) {
            boolean headerDigest = (digests & 1) != 0;
            boolean dataDigest = (digests & 2) != 0;
            byte[] expected = Wire.pdu(Wire.header(0x25, 0x81, 7, new byte[0], length), data, headerDigest, dataDigest);

            batch.reset(headerDigest, dataDigest, false);
            batch.begin(Opcode.DATA_IN, 0x81).initiatorTaskTag(7);
            batch.end(around, 0, length);
            assertArrayEquals(expected, wire(batch), "copied");

            batch.reset(headerDigest, dataDigest, false);
            batch.begin(Opcode.DATA_IN, 0x81).initiatorTaskTag(7);
            endWithBuffer(data, 1024);
            assertArrayEquals(expected, wire(batch), "in a buffer");
            batch.releaseBuffers();
        }
    }

    @Test
    void shouldHaveTheDigestOfTheStandardsExample() {
        batch.reset(false, true, false);
        batch.begin(Opcode.DATA_IN, 0);
        endWithBuffer(new byte[32], 0);

        assertEquals("aa36918a", HEX.formatHex(wire(batch), 80, 84));
    }

    @Test
    void shouldCopyFromTheMiddleOfAnArray() {
        batch.reset(false, false, false);
        batch.begin(Opcode.TEXT_RESPONSE, 0x80);
        batch.end(new byte[] {1, 2, 3, 4, 5}, 1, 3);

        assertEquals("02030400", HEX.formatHex(wire(batch), 48, 52));
        assertEquals("24800000" + "00000003", HEX.formatHex(wire(batch), 0, 8));
    }

    @Test
    void shouldKeepBuffersUntilTheyAreReleased() {
        batch.reset(false, false, false);
        batch.begin(Opcode.DATA_IN, 0);
        endWithBuffer(new byte[10], 0);
        batch.begin(Opcode.DATA_IN, 0);
        endWithBuffer(new byte[10], 0);
        assertEquals(2, pool.outstanding());
        batch.sent(batch.remaining());
        assertEquals(2, pool.outstanding());

        batch.releaseBuffers();

        assertEquals(0, pool.outstanding());
    }

    @Test
    void shouldSendPdusWithoutBuffersAsOneVector() {
        batch.reset(true, true, false);
        for (int i = 0; i < 20; i++) {
            batch.begin(Opcode.NOP_IN, 0x80);
            batch.end(new byte[i], 0, i);
        }

        assertEquals(1, vectors(batch));
        wire(batch);
    }

    /** Writes some PDUs and returns what must go over the wire. */
    private byte[] fill(Random random, boolean headerDigest, boolean dataDigest, int most) {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        batch.reset(headerDigest, dataDigest, false);
        for (int i = 1 + random.nextInt(most); i > 0 && batch.hasRoom(); i--) {
            byte[] data = new byte
                    [switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(9);
                        default -> random.nextInt(200);
                    }];
            random.nextBytes(data);
            batch.begin(Opcode.DATA_IN, 0x80).initiatorTaskTag(i);
            if (data.length == 0 && random.nextBoolean()) {
                batch.end();
            } else if (random.nextBoolean()) {
                batch.end(data, 0, data.length);
            } else {
                endWithBuffer(data, random.nextInt(100));
            }
            byte[] header = Wire.header(Opcode.DATA_IN, 0x80, i, new byte[0], data.length);
            expected.writeBytes(Wire.pdu(header, data, headerDigest, dataDigest));
        }
        return expected.toByteArray();
    }

    @Test
    void shouldGoOnAtEveryByteWhereTheKernelStopped() {
        for (int digests = 0; digests < 4; digests++) {
            int length = Integer.MAX_VALUE;
            for (int stop = 0; stop <= length; stop++) {
                byte[] stream = fill(new Random(5), (digests & 1) != 0, (digests & 2) != 0, 8);
                length = stream.length;
                batch.sent(stop);
                assertEquals(length - stop, batch.remaining());
                assertArrayEquals(Arrays.copyOfRange(stream, stop, length), wire(batch), "stopped at " + stop);
                batch.releaseBuffers();
            }
        }
    }

    @Test
    void shouldReproduceTheStreamInAnyPieces() {
        Random random = Seed.random("batch in pieces");
        for (int round = 0; round < 500; round++) {
            byte[] stream = fill(random, random.nextBoolean(), random.nextBoolean(), 60);
            int done = 0;
            while (done < stream.length) {
                byte[] left = wire(batch);
                assertArrayEquals(Arrays.copyOfRange(stream, done, stream.length), left);
                int count = 1 + random.nextInt(left.length);
                batch.sent(count);
                done += count;
            }
            assertEquals(0, batch.remaining());
            assertEquals(0, vectors(batch));
            batch.releaseBuffers();
        }
    }

    @Test
    void shouldSayThatItIsFullBeforeItsHeadersOverflow() {
        byte[] most = new byte[8191];
        batch.reset(true, true, false);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        while (batch.hasRoom()) {
            batch.begin(Opcode.TEXT_RESPONSE, 0x80);
            batch.end(most, 0, most.length);
            expected.writeBytes(Wire.pdu(Wire.header(0x24, 0x80, 0, new byte[0], most.length), most, true, true));
        }

        assertArrayEquals(expected.toByteArray(), wire(batch));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "4,false", "0,true"})
    void shouldSayThatItIsFullBeforeItsVectorsOverflow(int length, boolean digests) {
        byte[] data = new byte[length];
        batch.reset(digests, digests, false);
        int pdus = 0;
        IoBuffer buffer = pool.tryAcquire(4096);
        while (batch.hasRoom()) {
            batch.begin(Opcode.DATA_IN, 0x80);
            batch.end(buffer, 0, length);
            pdus++;
        }
        buffer.release();

        byte[] one = Wire.pdu(Wire.header(0x25, 0x80, 0, new byte[0], length), data, digests, digests);
        assertTrue(pdus > 100, "PDUs: " + pdus);
        assertEquals((long) pdus * one.length, wire(batch).length);
    }

    @Test
    void shouldBeFullOnceItHoldsEnoughBytes() {
        batch.reset(false, false, false);
        IoBuffer buffer = pool.tryAcquire(BufferPool.MAX_BUFFER_BYTES);
        assertTrue(batch.hasRoom());
        batch.begin(Opcode.DATA_IN, 0x80);
        batch.end(buffer, 0, BufferPool.MAX_BUFFER_BYTES);
        buffer.release();

        assertFalse(batch.hasRoom());
        assertEquals(48 + BufferPool.MAX_BUFFER_BYTES, batch.remaining());
    }

    @Test
    void shouldBeAsNewAfterReset() {
        fill(new Random(1), true, true, 60);
        batch.sent(100);
        batch.releaseBuffers();

        byte[] stream = fill(new Random(2), false, false, 10);

        assertArrayEquals(stream, wire(batch));
    }
}
