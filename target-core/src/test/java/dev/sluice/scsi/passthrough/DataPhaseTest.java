package dev.sluice.scsi.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPhaseTest {
    private static final int BLOCK = 512;

    private static byte[] cdb(String bytes) {
        return Arrays.copyOf(HexFormat.ofDelimiter(" ").parseHex(bytes), 16);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 28 00 00 00 00 08 00 00 02 00, true, 1024",
        "0, 28 00 00 00 00 08 00 00 00 00, true, 0",
        "0, 08 00 00 08 00 00, true, 131072",
        "0, 0A 00 00 08 01 00, false, 512",
        "0, 8A 00 00 00 00 00 00 00 00 08 00 00 00 03 00 00, false, 1536",
        "0, 88 00 00 00 00 00 00 00 00 08 FF FF FF FF 00 00, true, 2199023255040",
        "0, 12 00 00 01 00 00, true, 256",
        "0, 15 10 00 00 18 00, false, 24",
        "0, 42 00 00 00 00 00 00 00 18 00, false, 24",
        "5, 42 00 00 00 00 00 00 00 18 00, true, 24",
        "0, 2F 00 00 00 00 08 00 00 02 00, true, 0",
        "0, 2F 02 00 00 00 08 00 00 02 00, false, 1024",
        "0, 93 01 00 00 00 00 00 00 00 08 00 00 00 02 00 00, true, 0",
        "0, 93 00 00 00 00 00 00 00 00 08 00 00 00 02 00 00, false, 1",
        "0, 04 00 00 00 00 00, true, 0",
        "0, 04 10 00 00 00 00, false, 1",
        "1, 08 00 01 00 00 00, true, 65536",
        "1, 08 01 00 00 10 00, true, 1",
        "1, 0A 00 00 40 00 00, false, 16384",
        "8, B8 10 00 00 00 FF 00 00 10 00 00 00, true, 4096",
        "5, A4 00 00 00 00 00 00 00 00 08 00 00, true, 8",
        "0, A4 0A 00 00 00 00 00 00 00 08 00 00, false, 8",
        "0, 00 00 00 00 00 00, true, 0",
        "0, C1 00 00 00 00 00, true, 0",
        "3, 28 00 00 00 00 08 00 00 02 00, true, 0",
    })
    void shouldTellByTheTypeOfDeviceWhatACommandMoves(int type, String bytes, boolean in, long length) {
        assertEquals(new DataPhase(in, length), DataPhase.of(type, cdb(bytes), BLOCK));
    }

    @ParameterizedTest
    @CsvSource({"28 00 00 00 00 08 00 00 02 00, true", "2A 00 00 00 00 08 00 00 02 00, false"})
    void shouldNotGuessTheSizeOfABlock(String bytes, boolean in) {
        assertEquals(new DataPhase(in, 1), DataPhase.of(0, cdb(bytes), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "true, 1024, 200, 0, true", "true, 1024, 0, 1024, false", "true, 0, 0, 512, true",
        "false, 1024, 0, 1024, true", "false, 1024, 0, 4096, true", "false, 1024, 0, 1023, false",
        "false, 1024, 1024, 0, false", "false, 0, 512, 0, true"
    })
    void shouldWantDataOfTheRightDirectionAndAllThatAreWritten(
            boolean in, long bytes, long expectedIn, long expectedOut, boolean isMet) {
        DataPhase phase = new DataPhase(in, bytes);
        if (isMet) {
            assertTrue(phase.isMetBy(expectedIn, expectedOut));
        } else {
            assertFalse(phase.isMetBy(expectedIn, expectedOut));
        }
    }
}
