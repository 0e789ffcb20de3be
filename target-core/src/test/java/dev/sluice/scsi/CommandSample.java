package dev.sluice.scsi;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.unit.LogicalUnit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A command that a unit carries out as it stands here, and where its CDB says how many data there are.
 *
 * @param in true for data that go to the initiator
 * @param cdb with a length for all of the data
 * @param data of the initiator, for the device server
 * @param lengthAt the first byte of the length field; 0 where there is none
 * @param lengthBytes of the length field
 */
record CommandSample(boolean in, byte[] cdb, byte[] data, int lengthAt, int lengthBytes) {
    private static final int BLOCK = 512;

    private static CommandSample in(String cdb, int lengthAt, int lengthBytes) {
        return new CommandSample(true, hex(cdb), new byte[0], lengthAt, lengthBytes);
    }

    private static CommandSample out(String cdb, int lengthAt, int lengthBytes, byte[] data) {
        return new CommandSample(false, hex(cdb), data, lengthAt, lengthBytes);
    }

    static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    String text() {
        return HexFormat.ofDelimiter(" ").formatHex(cdb);
    }

    /** The same with another length. */
    byte[] withLength(long length) {
        byte[] changed = cdb.clone();
        for (int i = 0; i < lengthBytes; i++) {
            changed[lengthAt + i] = (byte) (length >>> 8 * (lengthBytes - 1 - i));
        }
        return changed;
    }

    /** True if this is a sample of that row of the command table. */
    boolean isOf(CommandSpec spec) {
        return spec.opcode() == Cdb.u8(cdb, 0) && (!spec.hasServiceAction() || spec.serviceAction() == (cdb[1] & 0x1F));
    }

    private static byte[] blocks(int count) {
        byte[] data = new byte[count * BLOCK];
        java.util.Arrays.fill(data, (byte) 0x6E);
        return data;
    }

    /** Commands with an allocation length, of a disk. */
    static List<CommandSample> reports() {
        return List.of(
                in("03 00 00 00 FF 00", 4, 1),
                in("12 00 00 00 FF 00", 3, 2),
                in("12 01 83 01 FF 00", 3, 2),
                in("12 01 B0 01 FF 00", 3, 2),
                in("1A 00 3F 00 FF 00", 4, 1),
                in("1A 08 08 00 FF 00", 4, 1),
                in("5A 00 3F FF 00 00 00 10 00 00", 7, 2),
                in("5A 18 0A 00 00 00 00 10 00 00", 7, 2),
                in("5E 00 00 00 00 00 00 10 00 00", 7, 2),
                in("5E 01 00 00 00 00 00 10 00 00", 7, 2),
                in("5E 02 00 00 00 00 00 10 00 00", 7, 2),
                in("5E 03 00 00 00 00 00 10 00 00", 7, 2),
                in("37 00 1D 00 00 00 00 10 00 00", 7, 2),
                in("B7 1D 00 00 00 00 00 00 10 00 00 00", 6, 4),
                in("9E 10 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("9E 12 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("84 00 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("84 03 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("84 04 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("84 05 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("84 07 00 00 00 00 00 00 00 00 00 00 10 00 00 00", 10, 4),
                in("4D 00 00 00 00 00 00 10 00 00", 7, 2),
                in("4D 00 00 FF 00 00 00 10 00 00", 7, 2),
                in("1C 00 00 10 00 00", 3, 2),
                in("3C 0B 00 00 00 00 00 10 00 00", 6, 3),
                in("3C 0A 00 00 00 00 00 10 00 00", 6, 3),
                in("A3 05 00 00 00 00 00 00 10 00 FE 00", 6, 4),
                in("A3 0A 00 00 00 00 00 00 10 00 00 00", 6, 4),
                in("A3 2A 00 00 00 00 00 00 10 00 00 00", 6, 4),
                in("A3 0C 00 00 00 00 00 00 10 00 00 00", 6, 4),
                in("A3 0C 81 28 00 00 00 00 10 00 00 00", 6, 4),
                in("A3 0D 80 00 00 00 00 00 10 00 00 00", 6, 4),
                in("A3 0F 00 00 00 00 00 00 10 00 00 00", 6, 4),
                in("A0 00 00 00 00 00 00 00 10 00 00 00", 6, 4));
    }

    /** Commands with an allocation length that a CD or DVD drive has beside them. */
    static List<CommandSample> reportsOfDrive() {
        return List.of(
                in("46 00 00 00 00 00 00 10 00 00", 7, 2),
                in("4A 01 00 00 10 00 00 10 00 00", 7, 2),
                in("BD 00 00 00 00 00 00 00 10 00 00 00", 8, 2),
                in("51 00 00 00 00 00 00 10 00 00", 7, 2),
                in("AD 00 00 00 00 00 00 00 10 00 00 00", 8, 2),
                in("AD 00 00 00 00 00 00 FF 10 00 00 00", 8, 2),
                in("43 00 00 00 00 00 00 10 00 00", 7, 2),
                in("43 02 02 00 00 00 00 10 00 00", 7, 2));
    }

    /** Commands that read blocks, of a disk. */
    static List<CommandSample> reads() {
        return List.of(
                in("08 00 00 08 01 00", 0, 0),
                in("28 00 00 00 00 08 00 00 01 00", 7, 2),
                in("A8 00 00 00 00 08 00 00 00 01 00 00", 6, 4),
                in("88 00 00 00 00 00 00 00 00 08 00 00 00 01 00 00", 10, 4));
    }

    /** Commands that write or compare two blocks from block 8 on, or fill them with one, of a disk. */
    static List<CommandSample> writes() {
        List<CommandSample> all = new ArrayList<>();
        for (String opcode : List.of("2A 00", "2E 00", "2E 02", "2F 02")) {
            all.add(out(opcode + " 00 00 00 08 00 00 02 00", 7, 2, blocks(2)));
        }
        for (String opcode : List.of("AA 00", "AE 00", "AE 02", "AF 02")) {
            all.add(out(opcode + " 00 00 00 08 00 00 00 02 00 00", 6, 4, blocks(2)));
        }
        for (String opcode : List.of("8A 00", "8E 00", "8E 02", "8F 02", "8B 00")) {
            all.add(out(opcode + " 00 00 00 00 00 00 00 08 00 00 00 02 00 00", 10, 4, blocks(2)));
        }
        all.add(out("0A 00 00 08 02 00", 0, 0, blocks(2)));
        all.add(out("89 00 00 00 00 00 00 00 00 08 00 00 00 02 00 00", 13, 1, blocks(4)));
        all.add(out("9C 00 00 00 00 00 00 00 00 08 00 00 00 02 00 00", 12, 2, blocks(2)));
        all.add(out("2F 06 00 00 00 08 00 00 02 00", 0, 0, blocks(1)));
        all.add(out("AF 06 00 00 00 08 00 00 00 02 00 00", 0, 0, blocks(1)));
        all.add(out("8F 06 00 00 00 00 00 00 00 08 00 00 00 02 00 00", 0, 0, blocks(1)));
        all.add(out("41 00 00 00 00 08 00 00 02 00", 0, 0, blocks(1)));
        all.add(out("93 00 00 00 00 00 00 00 00 08 00 00 00 02 00 00", 0, 0, blocks(1)));
        return all;
    }

    /** Commands with a parameter list, of a disk of {@code unit}. */
    static List<CommandSample> lists(LogicalUnit unit) {
        byte[] reservation = new byte[24];
        reservation[15] = 1;
        byte[] unmap = ByteBuffer.allocate(24)
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(0)
                .putLong(8)
                .putInt(2)
                .array();
        byte[] populate = ByteBuffer.allocate(32)
                .putShort((short) 30)
                .position(14)
                .putShort((short) 16)
                .putLong(8)
                .putInt(2)
                .array();
        byte[] writeUsingToken = ByteBuffer.allocate(552)
                .putShort((short) 550)
                .position(16)
                .putInt(0xFFFF0001)
                .putShort((short) 0)
                .putShort((short) 0x1F8)
                .position(534)
                .putShort((short) 16)
                .putLong(8)
                .putInt(2)
                .array();
        byte[] copy = CopyLists.list(1, unit, unit, CopyLists.blocks(0, 1, 2, 0, 8));
        byte[] overwrite = {1, 0, 0, 4, 0x6E, 0x6E, 0x6E, 0x6E};
        List<CommandSample> all = new ArrayList<>();
        all.add(out(
                "15 10 00 00 18 00",
                4,
                1,
                hex("00 00 00 00 08 12 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")));
        all.add(out(
                "55 10 00 00 00 00 00 00 1C 00",
                7,
                2,
                hex("00 00 00 00 00 00 00 00 08 12 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")));
        all.add(out("5F 00 00 00 00 00 00 00 18 00", 5, 4, reservation));
        all.add(out("5F 06 00 00 00 00 00 00 18 00", 5, 4, reservation));
        all.add(out("42 00 00 00 00 00 00 00 18 00", 7, 2, unmap));
        all.add(out("83 10 00 00 00 00 00 00 00 01 00 00 00 20 00 00", 10, 4, populate));
        all.add(out("83 11 00 00 00 00 00 00 00 02 00 00 02 28 00 00", 10, 4, writeUsingToken));
        all.add(out(
                "83 00 00 00 00 00 00 00 00 00 00 00 %02X %02X 00 00".formatted(copy.length >> 8, copy.length & 0xFF),
                10,
                4,
                copy));
        all.add(out("1D 10 00 00 04 00", 3, 2, new byte[4]));
        all.add(out("3B 0A 00 00 00 00 00 00 20 00", 6, 3, new byte[32]));
        all.add(out("A4 0A 00 00 00 00 00 00 00 08 00 00", 6, 4, hex("00 00 00 00 00 00 00 01")));
        all.add(out("A4 0F 00 00 00 00 00 00 00 0C 00 00", 6, 4, new byte[12]));
        all.add(out("48 01 00 00 00 00 00 00 08 00", 7, 2, overwrite));
        all.add(out("04 10 00 00 00 00", 0, 0, new byte[4]));
        return all;
    }
}
