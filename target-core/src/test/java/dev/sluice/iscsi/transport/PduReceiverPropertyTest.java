package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.testing.Seed;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any sequence of PDUs, cut anywhere, arrives as it was sent: headers, data in their places, digests judged. */
class PduReceiverPropertyTest {
    private static final int ROUNDS = 300;
    private static final int MAX_DATA = 300_000;

    /** A PDU as sent; {@code padding} is covered by the digest and of no other interest. */
    private record Sent(byte[] header, byte[] data, boolean spoiled) {}

    @Test
    void shouldPassOnExactlyWhatWasSent() {
        Random random = Seed.random("receiver property");
        long inPlace = 0;
        for (int round = 0; round < ROUNDS; round++) {
            inPlace += round(random);
        }
        assertTrue(inPlace > 0, "nothing was received in place");
    }

    private static long round(Random random) {
        boolean headerDigest = random.nextBoolean();
        boolean dataDigest = random.nextBoolean();
        List<Sent> pdus = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = random.nextInt(12); i >= 0; i--) {
            write(random, i, headerDigest, dataDigest, pdus, stream);
        }
        byte[] bytes = stream.toByteArray();
        int staging = random.nextBoolean() ? 64 << 10 : BasicHeader.MAX_LENGTH + random.nextInt(4096);
        int largestPiece = 1 + random.nextInt(random.nextBoolean() ? 100 : 100_000);
        try (Arena arena = Arena.ofConfined()) {
            Judge judge = new Judge(random, pdus);
            ReceiverHarness harness = new ReceiverHarness(arena, staging, judge, MAX_DATA);
            judge.harness = harness;
            harness.receiver.negotiated(headerDigest, dataDigest, MAX_DATA);
            int done = 0;
            while (done < bytes.length) {
                done += harness.deliver(bytes, done, 1 + random.nextInt(largestPiece));
                while (judge.paused) {
                    judge.paused = false;
                    harness.receiver.process();
                }
            }
            assertEquals(pdus.size(), judge.seen);
            harness.checkEnd();
            return harness.inPlace;
        }
    }

    private static void write(
            Random random,
            int tag,
            boolean headerDigest,
            boolean dataDigest,
            List<Sent> pdus,
            ByteArrayOutputStream stream) {
        byte[] additional = new byte[random.nextInt(4) == 0 ? 4 * random.nextInt(256) : 0];
        random.nextBytes(additional);
        byte[] data = new byte
                [switch (random.nextInt(6)) {
                    case 0, 1 -> 0;
                    case 2 -> random.nextInt(9);
                    case 3 -> random.nextInt(MAX_DATA + 1);
                    default -> random.nextInt(9000);
                }];
        random.nextBytes(data);
        byte[] header = Wire.header(random.nextInt(64), random.nextInt(256), tag, additional, data.length);
        byte[] padded = new byte[(data.length + 3) / 4 * 4];
        random.nextBytes(padded);
        System.arraycopy(data, 0, padded, 0, data.length);
        boolean spoiled = dataDigest && data.length > 0 && random.nextInt(4) == 0;
        stream.writeBytes(header);
        if (headerDigest) {
            stream.writeBytes(Wire.digest(header));
        }
        stream.writeBytes(padded);
        if (dataDigest && data.length > 0) {
            byte[] digest = Wire.digest(padded);
            digest[random.nextInt(4)] ^= (byte) (spoiled ? 1 << random.nextInt(8) : 0);
            stream.writeBytes(digest);
        }
        pdus.add(new Sent(header, data, spoiled));
    }

    private record Place(IoBuffer buffer, int offset, int dataOffset, int length) {}

    /** Names random places and compares what is there with what was sent. */
    private static final class Judge implements PduConsumer {
        private final Random random;
        private final List<Sent> pdus;
        private final List<Place> places = new ArrayList<>();
        private int told;
        private boolean discarded;
        private boolean headerTaken;
        ReceiverHarness harness;
        boolean paused;
        int seen;

        Judge(Random random, List<Sent> pdus) {
            this.random = random;
            this.pdus = pdus;
        }

        private Sent current(BasicHeader header) {
            Sent sent = pdus.get(seen);
            byte[] bytes = new byte[BasicHeader.LENGTH + header.additionalLength()];
            header.copyTo(0, bytes, 0, bytes.length);
            assertArrayEquals(sent.header, bytes);
            return sent;
        }

        @Override
        public boolean headerReceived(BasicHeader header) {
            assertTrue(!paused && !headerTaken);
            current(header);
            paused = random.nextInt(4) == 0;
            headerTaken = !paused;
            return !paused;
        }

        @Override
        public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
            Sent sent = current(header);
            assertTrue(headerTaken && !discarded);
            assertEquals(told, dataOffset);
            int left = sent.data.length - dataOffset;
            assertTrue(left > 0);
            int length =
                    1 + random.nextInt(Math.min(BufferPool.MAX_BUFFER_BYTES, random.nextBoolean() ? left : 2 * left));
            int bytes = Math.min(BufferPool.MAX_BUFFER_BYTES, length + random.nextInt(100));
            IoBuffer buffer = random.nextInt(5) == 0 ? null : harness.pool.tryAcquire(bytes);
            if (buffer == null) {
                discarded = true;
                receiver.discard();
                return;
            }
            buffer.segment().fill((byte) 0x3c);
            int offset = random.nextInt(buffer.capacity() - length + 1);
            harness.names(receiver, buffer, offset, length);
            int used = Math.min(length, left);
            told += used;
            if (random.nextInt(10) == 0) {
                // Nobody wants it any more; the receiver must hold it until the bytes are there.
                buffer.release();
            } else {
                places.add(new Place(buffer, offset, dataOffset, used));
            }
        }

        @Override
        public void pduReceived(BasicHeader header) {
            end(header, false);
        }

        @Override
        public void dataDigestFailed(BasicHeader header) {
            end(header, true);
        }

        private void end(BasicHeader header, boolean failed) {
            Sent sent = current(header);
            assertTrue(headerTaken);
            assertEquals(sent.spoiled, failed);
            assertTrue(discarded || told == sent.data.length);
            for (Place place : places) {
                byte[] expected = new byte[place.buffer.capacity()];
                java.util.Arrays.fill(expected, (byte) 0x3c);
                System.arraycopy(sent.data, place.dataOffset, expected, place.offset, place.length);
                assertEquals(-1, place.buffer.segment().mismatch(MemorySegment.ofArray(expected)));
                assertTrue(place.buffer.isHeldOnce());
                place.buffer.release();
            }
            places.clear();
            told = 0;
            discarded = false;
            headerTaken = false;
            seen++;
        }

        @Override
        public void streamBroken(String reason) {
            throw new AssertionError(reason);
        }
    }

    @Test
    void shouldReceiveALongPayloadRightIntoItsBufferTogetherWithTheNextHeader() {
        try (Arena arena = Arena.ofConfined()) {
            byte[] data = new byte[200_000];
            new Random(1).nextBytes(data);
            List<Integer> received = new ArrayList<>();
            ReceiverHarness[] harness = new ReceiverHarness[1];
            IoBuffer[] buffer = new IoBuffer[1];
            harness[0] = new ReceiverHarness(
                    arena,
                    64 << 10,
                    new PduConsumer() {
                        @Override
                        public boolean headerReceived(BasicHeader header) {
                            return true;
                        }

                        @Override
                        public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
                            buffer[0] = harness[0].pool.tryAcquire(data.length);
                            harness[0].names(receiver, buffer[0], 0, data.length);
                        }

                        @Override
                        public void pduReceived(BasicHeader header) {
                            received.add(header.initiatorTaskTag());
                        }

                        @Override
                        public void dataDigestFailed(BasicHeader header) {
                            throw new AssertionError();
                        }

                        @Override
                        public void streamBroken(String reason) {
                            throw new AssertionError(reason);
                        }
                    },
                    data.length);
            byte[] none = new byte[0];
            byte[] first = Wire.header(5, 0x80, 1, none, data.length);
            byte[] second = Wire.pdu(Wire.header(0, 0x80, 2, none, 0), none, false, false);
            byte[] rest = java.util.Arrays.copyOf(data, data.length + second.length);
            System.arraycopy(second, 0, rest, data.length, second.length);

            assertEquals(first.length, harness[0].deliver(first, 0, first.length));
            assertEquals(rest.length, harness[0].deliver(rest, 0, rest.length));

            assertEquals(List.of(1, 2), received);
            assertEquals(data.length, harness[0].inPlace);
            assertEquals(
                    -1, MemorySegment.ofArray(data).mismatch(buffer[0].segment().asSlice(0, data.length)));
            assertEquals((byte) 0, buffer[0].segment().get(ValueLayout.JAVA_BYTE, data.length));
            buffer[0].release();
            harness[0].checkEnd();
        }
    }
}
