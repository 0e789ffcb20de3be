package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;

/** The end of a task of a test. */
record TaskResult(
        boolean aborted, ScsiStatus status, byte[] sense, byte[] dataIn, long transferLength, long requestedDataOut) {

    TaskResult good() {
        assertFalse(aborted, "aborted");
        assertEquals(ScsiStatus.GOOD, status, () -> "sense " + HexFormat.of().formatHex(sense));
        assertEquals(0, sense.length);
        return this;
    }

    /** CHECK CONDITION with that key and {@code ASC << 8 | ASCQ}, in fixed format. */
    TaskResult failed(int key, int additional) {
        assertFalse(aborted, "aborted");
        assertEquals(ScsiStatus.CHECK_CONDITION, status);
        assertEquals(0x70, sense[0] & 0x7F);
        assertEquals(
                "%x %04x".formatted(key, additional),
                "%x %02x%02x".formatted(sense[2] & 0x0F, sense[12] & 0xFF, sense[13] & 0xFF));
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(dataIn);
    }
}
