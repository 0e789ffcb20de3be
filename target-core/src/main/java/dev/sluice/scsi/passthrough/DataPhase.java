package dev.sluice.scsi.passthrough;

import dev.sluice.scsi.Cdb;
import java.util.HashMap;
import java.util.Map;

/**
 * The data of a command that a device is given: the direction, and how many there are, as far as the operation code tells for that
 * type of device. A device that is sent data of the other direction, or fewer than it takes, could do anything with the rest.
 *
 * @param in true for data that go to the initiator
 * @param bytes that the CDB asks for, or 1 where it does not say how many; 0 for none
 */
record DataPhase(boolean in, long bytes) {
    /** The unit that a length field counts. */
    private enum Unit {
        BYTES,
        BLOCKS,
        /** There is no such field, or what it counts depends on a mode of the device. */
        UNKNOWN
    }

    /** The place of the length field of a command's data. */
    private record Row(boolean in, int at, int fieldBytes, Unit unit) {}

    private static final DataPhase NONE = new DataPhase(true, 0);

    private static final int DIRECT_ACCESS = 0x00;
    private static final int SEQUENTIAL = 0x01;
    private static final int CD_DVD = 0x05;
    private static final int CHANGER = 0x08;
    private static final int BLOCK_COMMANDS = 0x0E;
    private static final int ZONED = 0x14;

    private static final int READ_6 = 0x08;
    private static final int WRITE_6 = 0x0A;
    private static final int FORMAT_UNIT = 0x04;
    private static final int VERIFY_10 = 0x2F;
    private static final int VERIFY_12 = 0xAF;
    private static final int VERIFY_16 = 0x8F;
    private static final int WRITE_SAME_16 = 0x93;
    private static final int BLOCKS_OF_ZERO = 256;

    /** SPC-4. */
    private static final Map<Integer, Row> ANY = table(
            "03 in 4 1, 12 in 3 2, 1A in 4 1, 1C in 3 2, 3C in 6 3, 4D in 7 2, 5A in 7 2, 8C in 10 4, 9E in 10 4, A0 in 6 4,"
                    + " 15 out 4 1, 1D out 3 2, 3B out 6 3, 4C out 7 2, 55 out 7 2, 8D out 10 4");

    private static final Map<Integer, Row> MAINTENANCE = table("A3 in 6 4, A4 out 6 4");

    /** SBC-3. */
    private static final Map<Integer, Row> DISK = table(
            "08 in 4 1 blocks, 25 in, 28 in 7 2 blocks, 37 in 7 2, 88 in 10 4 blocks, A8 in 6 4 blocks, B7 in 6 4,"
                    + " 04 out, 2F out 7 2 blocks, 8F out 10 4 blocks, AF out 6 4 blocks,"
                    + " 07 out, 0A out 4 1 blocks, 2A out 7 2 blocks, 2E out 7 2 blocks, 3F out 7 2, 41 out, 42 out 7 2, 48 out 7 2,"
                    + " 89 out 13 1 blocks, 8A out 10 4 blocks, 8B out 10 4 blocks, 8E out 10 4 blocks, 93 out, 9C out 12 2 blocks,"
                    + " AA out 6 4 blocks, AE out 6 4 blocks");

    /** SSC-4. */
    private static final Map<Integer, Row> TAPE =
            table("05 in, 08 in 2 3, 44 in 7 2, 88 in 12 3, 0A out 2 3, 8A out 12 3");

    /** SMC-3. */
    private static final Map<Integer, Row> ELEMENTS = table("B8 in 7 3");

    /** MMC-6. */
    private static final Map<Integer, Row> DISC = table(
            "23 in 7 2, 25 in, 28 in 7 2 blocks, 42 in 7 2, 43 in 7 2, 44 in 7 2, 46 in 7 2, 4A in 7 2, 51 in 7 2,"
                    + " 52 in 7 2, 5C in 7 2, A4 in 8 2, A8 in 6 4 blocks, AD in 8 2, BD in 8 2,"
                    + " 2A out 7 2 blocks, 2E out 7 2 blocks, 54 out 7 2, 5D out 6 3, A3 out 8 2, AA out 6 4 blocks, B6 out 9 2,"
                    + " BF out 8 2");

    /** Rows of an operation code, a direction, and where the length stands: at which byte, in how many, in blocks or not. */
    private static Map<Integer, Row> table(String rows) {
        Map<Integer, Row> table = new HashMap<>();
        for (String row : rows.split(", *")) {
            String[] words = row.split(" ");
            boolean hasField = words.length > 2;
            table.put(
                    Integer.parseInt(words[0], 16),
                    new Row(
                            words[1].equals("in"),
                            hasField ? Integer.parseInt(words[2]) : 0,
                            hasField ? Integer.parseInt(words[3]) : 0,
                            !hasField ? Unit.UNKNOWN : words.length > 4 ? Unit.BLOCKS : Unit.BYTES));
        }
        return Map.copyOf(table);
    }

    /**
     * The data of a command.
     *
     * @param blockBytes the logical block length, or 0 where it is not known
     */
    static DataPhase of(int deviceType, byte[] cdb, int blockBytes) {
        int opcode = Cdb.u8(cdb, 0);
        Row row = row(deviceType, opcode);
        if (row == null || !hasData(opcode, Cdb.u8(cdb, 1))) {
            return NONE;
        }
        if (row.unit() == Unit.UNKNOWN) {
            return new DataPhase(row.in(), 1);
        }
        long length = field(cdb, row.at(), row.fieldBytes());
        if (row.unit() == Unit.BYTES) {
            boolean countsBlocks = deviceType == SEQUENTIAL && TAPE.containsKey(opcode) && (cdb[1] & 1) != 0;
            return new DataPhase(row.in(), countsBlocks ? Math.min(length, 1) : length);
        }
        if (length == 0 && (opcode == READ_6 || opcode == WRITE_6)) {
            length = BLOCKS_OF_ZERO;
        }
        return new DataPhase(row.in(), blockBytes == 0 ? Math.min(length, 1) : length * blockBytes);
    }

    private static Row row(int deviceType, int opcode) {
        Row row = ANY.get(opcode);
        if (row == null && deviceType != CD_DVD) {
            row = MAINTENANCE.get(opcode);
        }
        if (row != null) {
            return row;
        }
        return switch (deviceType) {
            case DIRECT_ACCESS, BLOCK_COMMANDS, ZONED -> DISK.get(opcode);
            case SEQUENTIAL -> TAPE.get(opcode);
            case CHANGER -> ELEMENTS.get(opcode);
            case CD_DVD -> DISC.get(opcode);
            default -> null;
        };
    }

    /** False if a flag says that there are none: FMTDATA, BYTCHK, NDOB. */
    private static boolean hasData(int opcode, int flags) {
        return switch (opcode) {
            case FORMAT_UNIT -> (flags & 0x10) != 0;
            case VERIFY_10, VERIFY_12, VERIFY_16 -> (flags >>> 1 & 3) == 1;
            case WRITE_SAME_16 -> (flags & 1) == 0;
            default -> true;
        };
    }

    /** True if an initiator that takes, and sends, so many bytes has what the command needs. */
    boolean isMetBy(long expectedIn, long expectedOut) {
        return in ? bytes == 0 || expectedIn > 0 : bytes <= expectedOut;
    }

    private static long field(byte[] cdb, int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | Cdb.u8(cdb, at + i);
        }
        return value;
    }
}
