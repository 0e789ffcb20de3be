package dev.sluice.initiator;

/**
 * A SCSI command to be sent: where, what, and the data that goes either way.
 *
 * @param lun the eight bytes of the LUN field; {@link #flatLun} makes them from a number
 * @param cdb up to 16 bytes; longer ones travel in an additional header
 * @param readLength bytes that the initiator is ready to take; with data to write it must be 0
 * @param dataOut bytes to write, empty for none
 * @param expectedLength the Expected Data Transfer Length that the header tells: what is true, unless a test lies
 * @param attribute the task attribute, 1 for SIMPLE (RFC 7143 11.3.1)
 * @param immediateLimit at most so many bytes go with the command itself
 * @param unsolicitedLimit at most so many bytes go before the first R2T, immediate ones counted
 */
public record ScsiCommand(
        long lun,
        byte[] cdb,
        int readLength,
        byte[] dataOut,
        int expectedLength,
        int attribute,
        int immediateLimit,
        int unsolicitedLimit) {
    public static final int SIMPLE = 1;
    public static final int ORDERED = 2;
    public static final int HEAD_OF_QUEUE = 3;

    private static final byte[] NOTHING = {};

    public static ScsiCommand none(int lun, byte[] cdb) {
        return read(lun, cdb, 0);
    }

    public static ScsiCommand read(int lun, byte[] cdb, int length) {
        return new ScsiCommand(
                flatLun(lun), cdb, length, NOTHING, length, SIMPLE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    public static ScsiCommand write(int lun, byte[] cdb, byte[] data) {
        return new ScsiCommand(flatLun(lun), cdb, 0, data, data.length, SIMPLE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** SAM-5 4.7: peripheral device addressing below 256, flat space addressing from there to 16383. */
    public static long flatLun(int lun) {
        return (lun < 256 ? (long) lun : 0x4000L | lun) << 48;
    }

    /** Tells the target another length than the command has. */
    public ScsiCommand expecting(int length) {
        return new ScsiCommand(lun, cdb, readLength, dataOut, length, attribute, immediateLimit, unsolicitedLimit);
    }

    public ScsiCommand unsolicited(int immediate, int beforeR2t) {
        return new ScsiCommand(lun, cdb, readLength, dataOut, expectedLength, attribute, immediate, beforeR2t);
    }

    public ScsiCommand attribute(int value) {
        return new ScsiCommand(lun, cdb, readLength, dataOut, expectedLength, value, immediateLimit, unsolicitedLimit);
    }

    boolean writes() {
        return dataOut.length > 0;
    }
}
