package dev.sluice.scsi.passthrough;

/** The time that a device may take for a command until this machine gives it up. Initiators have limits of their own, which are shorter. */
final class Timeouts {
    private static final int SECOND = 1000;

    /** Commands that are answered without moving anything far. */
    private static final int USUAL = 60 * SECOND;

    /** Commands that may wind a tape, or move one. */
    private static final int MECHANICAL = 15 * 60 * SECOND;

    /** Commands that go over a whole medium. */
    private static final int WHOLE_MEDIUM = 24 * 60 * 60 * SECOND;

    private static final int SEQUENTIAL = 0x01;
    private static final int CHANGER = 0x08;

    private Timeouts() {}

    static int millis(int deviceType, int opcode) {
        return switch (opcode) {
            // FORMAT UNIT or MEDIUM, ERASE (6) and (16), SANITIZE, BLANK, CLOSE TRACK, SEND DIAGNOSTIC.
            case 0x04, 0x19, 0x93, 0x48, 0xA1, 0x5B, 0x1D -> WHOLE_MEDIUM;
            // START STOP UNIT, SYNCHRONIZE CACHE, VERIFY, WRITE SAME.
            case 0x1B, 0x35, 0x91, 0x2F, 0xAF, 0x8F, 0x41 -> MECHANICAL;
            default -> deviceType == SEQUENTIAL || deviceType == CHANGER ? MECHANICAL : USUAL;
        };
    }
}
