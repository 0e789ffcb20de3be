package dev.sluice.scsi.passthrough;

import dev.sluice.scsi.Cdb;

/** The length of a command descriptor block, and the offset of its control byte; SPC-4 4.2. */
final class CommandBlock {
    static final int NACA_BIT = 2;

    private static final int EXTENDED = 0x7E;
    private static final int VARIABLE_LENGTH = 0x7F;

    /** By the group code, the most significant three bits; of the vendor's groups what Linux takes. */
    private static final int[] BY_GROUP = {6, 10, 10, 12, 16, 12, 10, 10};

    private CommandBlock() {}

    static int length(byte[] cdb) {
        int opcode = Cdb.u8(cdb, 0);
        return switch (opcode) {
            case EXTENDED -> 4 + Cdb.u16(cdb, 2);
            case VARIABLE_LENGTH -> 8 + Cdb.u8(cdb, 7);
            default -> BY_GROUP[opcode >>> 5];
        };
    }

    static int controlByte(byte[] cdb) {
        int opcode = Cdb.u8(cdb, 0);
        return opcode == EXTENDED || opcode == VARIABLE_LENGTH ? 1 : length(cdb) - 1;
    }
}
