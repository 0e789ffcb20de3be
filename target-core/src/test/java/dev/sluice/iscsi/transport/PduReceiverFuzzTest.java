package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.testing.Seed;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No bytes cause an exception, a write outside or the loss of a buffer. */
class PduReceiverFuzzTest {
    private static final int ROUNDS = 3_000;

    @Test
    void shouldSurviveAnyBytes() {
        Random random = Seed.random("receiver fuzz");
        int broken = 0;
        int whole = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean headerDigest = random.nextInt(4) == 0;
            boolean dataDigest = random.nextBoolean();
            byte[] stream = random.nextInt(3) == 0 ? noise(random) : damaged(random, headerDigest, dataDigest);
            try (Arena arena = Arena.ofConfined()) {
                int limit = random.nextBoolean() ? 8192 : 16_777_215;
                RecordingConsumer consumer = new RecordingConsumer();
                int staging = BasicHeader.MAX_LENGTH + random.nextInt(5000);
                consumer.harness = new ReceiverHarness(arena, staging, consumer, limit);
                consumer.harness.receiver.negotiated(headerDigest, dataDigest, limit);
                for (int done = 0; done < stream.length && !consumer.events.contains("broken"); ) {
                    done += consumer.harness.deliver(stream, done, 1 + random.nextInt(3000));
                }
                broken += consumer.events.contains("broken") ? 1 : 0;
                whole += consumer.events.stream().anyMatch(event -> event.startsWith("pdu")) ? 1 : 0;
                consumer.stop();
                consumer.harness.checkEnd();
            }
        }
        assertTrue(broken > 0 && whole > 0, broken + " broken, " + whole + " with whole PDUs");
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(10_000)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            // Short segments, so that more than the first header is looked at.
            for (int i = 5; i < bytes.length; i += 48) {
                bytes[i] = 0;
            }
        }
        return bytes;
    }

    private static byte[] damaged(Random random, boolean headerDigest, boolean dataDigest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            byte[] data = new byte[random.nextInt(1500)];
            byte[] additional = new byte[4 * random.nextInt(4)];
            random.nextBytes(data);
            byte[] header = Wire.header(random.nextInt(64), 0x80, i, additional, data.length);
            out.writeBytes(Wire.pdu(header, data, headerDigest, dataDigest));
        }
        byte[] bytes = out.toByteArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
