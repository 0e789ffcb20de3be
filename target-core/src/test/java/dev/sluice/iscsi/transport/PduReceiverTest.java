package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of a receiver when the stream, its lengths or its consumer break the rules. */
class PduReceiverTest {
    private static final int LIMIT = 8192;
    private static final byte[] NONE = new byte[0];

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    private RecordingConsumer consumer() {
        return with(new RecordingConsumer());
    }

    private <T extends RecordingConsumer> T with(T consumer) {
        consumer.harness = new ReceiverHarness(arena, 16 << 10, consumer, LIMIT);
        return consumer;
    }

    private static byte[] pdu(int tag, int additional, int length, boolean headerDigest, boolean dataDigest) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) (tag + 1));
        return Wire.pdu(Wire.header(0, 0x80, tag, new byte[additional], length), data, headerDigest, dataDigest);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** 11.2.3: the header digest covers the additional header segments too. */
    @ParameterizedTest
    @CsvSource({"0", "8", "1020"})
    void shouldBreakTheStreamWhenAnyBitOfAHeaderIsWrong(int additional) {
        byte[] good = pdu(1, additional, 0, true, false);
        for (int at = 0; at < good.length; at++) {
            if (at == 4) {
                // TotalAHSLength: it says where the digest stands; the shorter header's digest is wrong as well.
                continue;
            }
            RecordingConsumer consumer = consumer();
            consumer.harness.receiver.negotiated(true, false, LIMIT);
            byte[] bad = good.clone();
            bad[at] ^= 0x10;

            consumer.harness.deliverAll(bad);

            assertEquals(List.of("broken"), consumer.events, "byte " + at);
        }
    }

    @Test
    void shouldNoticeEveryWrongByteOfASegmentAndGoOnWithTheNextPdu() {
        byte[] next = pdu(2, 0, 4, false, true);
        for (int length : new int[] {1, 2, 3, 4, 13}) {
            byte[] good = pdu(1, 0, length, false, true);
            for (int at = BasicHeader.LENGTH; at < good.length; at++) {
                RecordingConsumer consumer = consumer();
                consumer.harness.receiver.negotiated(false, true, LIMIT);
                byte[] bad = good.clone();
                bad[at] ^= 1;

                consumer.harness.deliverAll(join(bad, next));

                assertEquals(List.of("header 1", "data digest 1", "header 2", "pdu 2"), consumer.events);
                consumer.harness.checkEnd();
            }
        }
    }

    /** 11.2.3: a zero-length data segment has no digest. */
    @Test
    void shouldExpectNoDataDigestWithoutData() {
        RecordingConsumer consumer = consumer();
        consumer.harness.receiver.negotiated(true, true, LIMIT);

        consumer.harness.deliverAll(join(pdu(1, 0, 0, true, true), pdu(2, 4, 0, true, true)));

        assertEquals(List.of("header 1", "pdu 1", "header 2", "pdu 2"), consumer.events);
    }

    @ParameterizedTest
    @CsvSource({"8192,true", "8193,false", "16777215,false"})
    void shouldBreakTheStreamWhenASegmentIsLongerThanDeclared(int length, boolean accepted) {
        RecordingConsumer consumer = consumer();

        consumer.harness.deliverAll(Wire.header(0, 0x80, 1, NONE, length));

        assertEquals(List.of(accepted ? "header 1" : "broken"), consumer.events);
        consumer.stop();
        consumer.harness.checkEnd();
    }

    @Test
    void shouldApplyWhatIsNegotiatedFromTheNextPduOnThoughItHasArrivedAlready() {
        RecordingConsumer consumer = with(new RecordingConsumer() {
            @Override
            public void pduReceived(BasicHeader header) {
                super.pduReceived(header);
                harness.receiver.negotiated(true, true, 10_000);
            }
        });

        consumer.harness.deliverAll(join(pdu(1, 0, 9, false, false), pdu(2, 0, 9_999, true, true)));

        assertEquals(List.of("header 1", "pdu 1", "header 2", "pdu 2"), consumer.events);
        consumer.harness.checkEnd();
    }

    @Test
    void shouldLetBuffersGoWhereverTheStreamEnds() {
        byte[] stream = join(pdu(1, 0, 7, true, true), pdu(2, 8, 100, true, true), pdu(3, 0, 0, true, true));
        int first = pdu(1, 0, 7, true, true).length;
        int second = first + pdu(2, 8, 100, true, true).length;
        for (int end = 0; end <= stream.length; end++) {
            for (int piece : new int[] {1, 5, stream.length}) {
                RecordingConsumer consumer = consumer();
                consumer.harness.receiver.negotiated(true, true, LIMIT);
                for (int done = 0; done < end; ) {
                    done += consumer.harness.deliver(stream, done, Math.min(piece, end - done));
                }
                long whole = consumer.events.stream()
                        .filter(event -> event.startsWith("pdu"))
                        .count();
                assertEquals(end == stream.length ? 3 : end >= second ? 2 : end >= first ? 1 : 0, whole);

                consumer.stop();

                consumer.harness.checkEnd();
            }
        }
    }

    @Test
    void shouldSayTheSameHeaderAgainWhenTheConsumerWasNotReady() {
        int[] refusals = {3};
        RecordingConsumer consumer = with(new RecordingConsumer() {
            @Override
            public boolean headerReceived(BasicHeader header) {
                return super.headerReceived(header) && refusals[0]-- <= 0;
            }
        });

        consumer.harness.deliverAll(join(pdu(1, 0, 5, false, false), pdu(2, 0, 0, false, false)));
        assertEquals(List.of("header 1"), consumer.events);
        for (int i = 0; i < 3; i++) {
            consumer.harness.receiver.process();
        }

        assertEquals(
                List.of("header 1", "header 1", "header 1", "header 1", "pdu 1", "header 2", "pdu 2"), consumer.events);
        consumer.harness.checkEnd();
    }

    @ParameterizedTest
    @CsvSource({"header,1", "destination,1", "pdu,2", "data digest,2"})
    void shouldCallNobodyAfterItWasStopped(String when, int calls) {
        boolean spoil = when.equals("data digest");
        int[] called = {0};
        RecordingConsumer consumer = with(new RecordingConsumer() {
            private void maybeStop(String event) {
                assertEquals(0, called[0], "called after the stop");
                if (event.equals(when)) {
                    called[0]++;
                    stop();
                }
            }

            @Override
            public boolean headerReceived(BasicHeader header) {
                super.headerReceived(header);
                maybeStop("header");
                return true;
            }

            @Override
            public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
                super.destination(receiver, header, dataOffset);
                maybeStop("destination");
            }

            @Override
            public void pduReceived(BasicHeader header) {
                super.pduReceived(header);
                maybeStop("pdu");
            }

            @Override
            public void dataDigestFailed(BasicHeader header) {
                super.dataDigestFailed(header);
                maybeStop("data digest");
            }
        });
        consumer.harness.receiver.negotiated(false, true, LIMIT);
        byte[] first = pdu(1, 0, 4, false, true);
        first[first.length - 1] ^= (byte) (spoil ? 1 : 0);

        consumer.harness.deliverAll(join(first, pdu(2, 0, 4, false, true)));

        assertEquals(1, called[0]);
        assertEquals(calls, consumer.events.size());
        consumer.harness.checkEnd();
    }

    @Test
    void shouldStageNothingOfASegmentThatGoesToSeveralBuffers() {
        RecordingConsumer consumer = consumer();
        consumer.harness.receiver.negotiated(false, true, 600_000);
        byte[] pdu = pdu(1, 0, 600_000, false, true);

        consumer.harness.deliver(pdu, 0, BasicHeader.LENGTH);
        consumer.harness.deliverAll(Arrays.copyOfRange(pdu, BasicHeader.LENGTH, pdu.length));

        assertEquals(List.of("header 1", "pdu 1"), consumer.events);
        assertEquals(600_000, consumer.harness.inPlace);
        consumer.harness.checkEnd();
    }

    /** The kernel writes to bare addresses: a wrong range must be caught before it is named. */
    @ParameterizedTest
    @CsvSource({"0,4097", "4096,1", "4000,97", "-1,10", "2147483647,1", "0,0", "0,-1"})
    void shouldRefuseADestinationOutsideOfItsBuffer(int offset, int length) {
        RecordingConsumer consumer = with(new RecordingConsumer() {
            @Override
            public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
                IoBuffer buffer = harness.pool.tryAcquire(4096);
                try {
                    assertThrows(RuntimeException.class, () -> receiver.receiveInto(buffer, offset, length));
                } finally {
                    buffer.release();
                }
                events.add("refused");
                receiver.discard();
            }
        });

        consumer.harness.deliverAll(pdu(1, 0, 8192, false, false));

        assertEquals(List.of("header 1", "refused", "pdu 1"), consumer.events);
        consumer.harness.checkEnd();
    }

    @Test
    void shouldTellDataAsTheyComeWhenTheyAreGathered() {
        ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        RecordingConsumer consumer = with(new RecordingConsumer() {
            @Override
            public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
                receiver.gather((memory, offset, length) -> gathered.writeBytes(
                        memory.asSlice(offset, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)));
            }
        });
        byte[] stream = join(pdu(1, 0, 100, false, true), pdu(2, 8, LIMIT, false, true));
        consumer.harness.receiver.negotiated(false, true, LIMIT);
        int half = 48 + 50;
        for (int done = 0; done < stream.length; ) {
            done += consumer.harness.deliver(stream, done, done == 0 ? half : 700);
            if (done == half) {
                assertEquals(50, gathered.size(), "what has come is told at once");
            }
        }
        byte[] expected = new byte[100 + LIMIT];
        Arrays.fill(expected, 0, 100, (byte) 2);
        Arrays.fill(expected, 100, expected.length, (byte) 3);
        org.junit.jupiter.api.Assertions.assertArrayEquals(expected, gathered.toByteArray());
        consumer.harness.checkEnd();
    }

    @Test
    void shouldGoOnInOtherMemoryWherePdusAreWithinTheirParts() {
        for (int cut = 1; cut < 300; cut++) {
            RecordingConsumer consumer = consumer();
            byte[] stream = join(pdu(1, 0, 20, false, false), pdu(2, 0, 100, false, false), pdu(3, 0, 0, false, false));
            int first = consumer.harness.deliver(stream, 0, Math.min(cut, stream.length));
            consumer.harness.moveTo(arena, 20_000);
            for (int done = first; done < stream.length; ) {
                done += consumer.harness.deliver(stream, done, 33);
            }
            assertEquals(
                    3,
                    consumer.events.stream()
                            .filter(event -> event.startsWith("pdu"))
                            .count(),
                    "cut at " + cut);
        }
    }
}
