package dev.sluice.iscsi.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digest examples of RFC 7143 appendix A.4 (RFC 3720 B.4), as their bytes stand on the wire. */
class Crc32cDigestTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "zeroes, 0000000000000000000000000000000000000000000000000000000000000000, aa36918a",
        "ones, ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 43aba862",
        "ascending, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 4e79dd46",
        "descending, 1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100, 5cdb3f11",
        "READ(10), 01c000000000000000000000000000001400000000000400"
                + "000000140000001828000000000000000200000000000000, 563a96d9",
    })
    void shouldMatchTheExamplesOfTheStandard(String name, String bytes, String digest) {
        byte[] memory = HexFormat.of().parseHex(bytes);

        int value = new Crc32cDigest()
                .update(ByteBuffer.wrap(memory), 0, memory.length)
                .value();

        assertEquals(digest, HexFormat.of().toHexDigits(value));
    }

    @Test
    void shouldCoverPaddingAsZeroBytes() {
        for (int padding = 0; padding < 4; padding++) {
            ByteBuffer padded = ByteBuffer.allocate(5 + padding).put(new byte[] {1, 2, 3, 4, 5});
            int whole = new Crc32cDigest().update(padded, 0, 5 + padding).value();

            int inParts = new Crc32cDigest()
                    .update(padded, 0, 5)
                    .updatePadding(padding)
                    .value();

            assertEquals(whole, inParts);
        }
    }

    @Test
    void shouldBeTheSameHoweverTheBytesAreCut() {
        Random random = Seed.random("digest in pieces");
        byte[] bytes = new byte[1000];
        random.nextBytes(bytes);
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        int whole = new Crc32cDigest().update(memory, 0, bytes.length).value();
        Crc32cDigest digest = new Crc32cDigest();
        for (int round = 0; round < 100; round++) {
            digest.reset();
            int done = 0;
            while (done < bytes.length) {
                int count = Math.min(random.nextInt(300), bytes.length - done);
                digest.update(memory, done, count);
                done += count;
            }
            assertEquals(whole, digest.value());
        }
    }
}
