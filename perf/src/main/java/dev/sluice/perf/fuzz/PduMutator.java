package dev.sluice.perf.fuzz;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.iscsi.pdu.SnackRequestPdu;
import dev.sluice.iscsi.pdu.TaskManagementRequestPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import dev.sluice.perf.peer.Pdu;
import dev.sluice.perf.peer.SessionState;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes PDUs that are right, of all opcodes, and spoils most of them. One thread; the same seed makes the same PDUs. */
final class PduMutator {
    /** Fields of four bytes in all headers, but for the lengths: a lie there ends the connection soon. */
    private static final int[] FIELDS = {8, 12, 16, 20, 24, 28, 32, 36, 40, 44};

    private static final int[] EXTREMES = {
        0, 1, -1, 2, 0x7fffffff, 0x80000000, 0x7ffffffe, 0x10000, 0xffff, 0x40000000, 512, 511, 513, 4096, 0xff000000
    };
    private static final int[] SCSI_OPCODES = {
        0x00, 0x03, 0x04, 0x12, 0x15, 0x16, 0x17, 0x1a, 0x1b, 0x1d, 0x1e, 0x25, 0x28, 0x28, 0x28, 0x2a, 0x2a, 0x2a,
        0x2e, 0x2f, 0x35, 0x37, 0x3c, 0x3b, 0x41, 0x42, 0x48, 0x4c, 0x4d, 0x51, 0x53, 0x55, 0x5a, 0x5e, 0x5f, 0x7f,
        0x83, 0x84, 0x88, 0x89, 0x8a, 0x8b, 0x8e, 0x8f, 0x91, 0x92, 0x93, 0x9c, 0x9e, 0x9e, 0xa0, 0xa3, 0xa4, 0xa8,
        0xaa, 0xae, 0xaf
    };
    private static final String[] TEXTS = {
        "SendTargets=All\0",
        "SendTargets=\0",
        "SendTargets=iqn.x\0",
        "MaxRecvDataSegmentLength=512\0",
        "X-a=b\0",
        "=\0",
        "a\0",
        "\0",
        "a=",
        "HeaderDigest=CRC32C\0"
    };
    private static final int MOST_DATA = 9000;

    private final Random random;

    PduMutator(Random random) {
        this.random = random;
    }

    /** A PDU for a connection in full feature phase. */
    Pdu inSession(SessionState state) {
        Pdu pdu = valid(state);
        pdu.seal();
        if (random.nextInt(10) > 0) {
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutate(pdu);
            }
        }
        return pdu;
    }

    /** A login request that is right but for what the caller's chance makes of it. */
    Pdu login(SessionState state, String keys) {
        Pdu pdu = state.login(keys);
        if (random.nextInt(3) == 0) {
            pdu.data = shuffled(pdu.data);
        }
        pdu.seal();
        for (int n = random.nextInt(3); n > 0; n--) {
            mutate(pdu);
        }
        return pdu;
    }

    private Pdu valid(SessionState state) {
        int immediate = random.nextInt(4) == 0 ? BasicHeader.IMMEDIATE : 0;
        Pdu pdu =
                switch (random.nextInt(20)) {
                    case 0, 1 ->
                        new Pdu(Opcode.NOP_OUT | immediate, BasicHeader.FINAL)
                                .transferTag(random.nextInt(3) == 0 ? state.transferTag() : BasicHeader.NO_TAG)
                                .data(some(random.nextInt(3) == 0 ? MOST_DATA : 1));
                    case 2, 3 ->
                        new Pdu(Opcode.TASK_MANAGEMENT_REQUEST | immediate, BasicHeader.FINAL | random.nextInt(16))
                                .set(TaskManagementRequestPdu.REFERENCED_TASK_TAG_OFFSET, state.aTag(random))
                                .set(TaskManagementRequestPdu.REF_CMD_SN_OFFSET, state.cmdSn() - random.nextInt(4));
                    case 4, 5 ->
                        new Pdu(Opcode.TEXT_REQUEST | immediate, random.nextInt(4) << 6)
                                .transferTag(random.nextInt(3) == 0 ? state.textTag() : BasicHeader.NO_TAG)
                                .data(TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.US_ASCII));
                    case 6, 7, 8, 9 -> dataOut(state);
                    case 10 ->
                        new Pdu(Opcode.SNACK_REQUEST, BasicHeader.FINAL | random.nextInt(5))
                                .transferTag(random.nextBoolean() ? state.transferTag() : BasicHeader.NO_TAG)
                                .set(SnackRequestPdu.BEG_RUN_OFFSET, random.nextInt(4))
                                .set(SnackRequestPdu.RUN_LENGTH_OFFSET, random.nextInt(4));
                    case 11 ->
                        random.nextInt(8) == 0
                                ? new Pdu(Opcode.LOGOUT_REQUEST | immediate, BasicHeader.FINAL | random.nextInt(4))
                                : new Pdu(random.nextInt(64) | immediate, random.nextInt(256));
                    default -> command(immediate);
                };
        boolean answersPing = pdu.header.get(BasicHeader.OPCODE_OFFSET) == Opcode.NOP_OUT && random.nextInt(3) == 0;
        boolean ofATask = isOf(pdu, Opcode.DATA_OUT) || isOf(pdu, Opcode.SNACK_REQUEST);
        pdu.taskTag(ofATask ? state.aTag(random) : answersPing ? BasicHeader.NO_TAG : state.newTag());
        if (!isOf(pdu, Opcode.DATA_OUT)) {
            pdu.cmdSn(immediate == 0 && !isOf(pdu, Opcode.SNACK_REQUEST) ? state.nextCmdSn() : state.cmdSn());
        }
        return pdu.expStatSn(state.expStatSn());
    }

    private static boolean isOf(Pdu pdu, int opcode) {
        return ByteBufferHeader.opcode(pdu.header, 0) == opcode;
    }

    private Pdu dataOut(SessionState state) {
        boolean asked = random.nextBoolean();
        return new Pdu(Opcode.DATA_OUT, random.nextBoolean() ? BasicHeader.FINAL : 0)
                .transferTag(asked ? state.r2tTag() : BasicHeader.NO_TAG)
                .set(DataOutPdu.DATA_SN_OFFSET, random.nextInt(3))
                .set(DataOutPdu.BUFFER_OFFSET_OFFSET, asked ? state.r2tOffset() : random.nextInt(4) * 512)
                .data(
                        new byte
                                [asked && random.nextBoolean()
                                        ? Math.min(state.r2tLength(), 1 << 16)
                                        : random.nextInt(5) * 512]);
    }

    private Pdu command(int immediate) {
        int opcode = SCSI_OPCODES[random.nextInt(SCSI_OPCODES.length)];
        int direction = random.nextInt(8) == 0 ? random.nextInt(4) << 5 : isWrite(opcode) ? 0x20 : 0x40;
        int blocks = random.nextInt(3) == 0 ? random.nextInt(300) : random.nextInt(4);
        Pdu pdu = new Pdu(
                        Opcode.SCSI_COMMAND | immediate,
                        (random.nextInt(5) == 0 ? 0 : BasicHeader.FINAL) | direction | random.nextInt(5))
                .set(ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, blocks * 512);
        byte[] cdb = new byte[16];
        if (random.nextInt(3) == 0) {
            random.nextBytes(cdb);
        }
        cdb[0] = (byte) opcode;
        if (random.nextInt(2) == 0) {
            cdb[1] = (byte) (random.nextInt(3) == 0 ? random.nextInt(32) : 0);
        }
        cdb[opcode >= 0x80 && opcode < 0xa0 ? 13 : opcode < 0x20 ? 4 : 8] = (byte) (opcode < 0x20 ? 255 : blocks);
        pdu.header.put(ScsiCommandPdu.CDB_OFFSET, cdb);
        if ((direction & 0x20) != 0 && random.nextBoolean()) {
            pdu.data = some(Math.max(1, Math.min(blocks * 512, MOST_DATA)));
        }
        if (direction == 0x60) {
            pdu.ahs = new byte[] {0, 5, 2, 0, 0, 0, 2, 0};
        } else if (random.nextInt(30) == 0) {
            pdu.ahs = new byte[4 * (1 + random.nextInt(12))];
            random.nextBytes(pdu.ahs);
            pdu.ahs[0] = 0;
            pdu.ahs[2] = (byte) random.nextInt(4);
        }
        return pdu;
    }

    private static boolean isWrite(int opcode) {
        return switch (opcode) {
            case 0x04,
                    0x15,
                    0x1d,
                    0x2a,
                    0x2e,
                    0x2f,
                    0x3b,
                    0x41,
                    0x42,
                    0x48,
                    0x4c,
                    0x55,
                    0x5f,
                    0x83,
                    0x89,
                    0x8a,
                    0x8b,
                    0x8e,
                    0x8f,
                    0x93,
                    0x9c,
                    0xa4,
                    0xaa,
                    0xae,
                    0xaf -> true;
            default -> false;
        };
    }

    private byte[] some(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private byte[] shuffled(byte[] text) {
        byte[] other = text.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && other.length > 0; n--) {
            other[random.nextInt(other.length)] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
        }
        return other;
    }

    private void mutate(Pdu pdu) {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> {
                int at = random.nextInt(BasicHeader.LENGTH - 8);
                at += at < 4 ? 0 : 8;
                pdu.header.put(at, (byte) (pdu.header.get(at) ^ 1 << random.nextInt(8)));
            }
            case 6, 7, 8, 9, 10 ->
                pdu.set(FIELDS[random.nextInt(FIELDS.length)], EXTREMES[random.nextInt(EXTREMES.length)]);
            case 11, 12, 13 -> {
                int field = FIELDS[random.nextInt(FIELDS.length)];
                pdu.set(field, pdu.header.getInt(field) + random.nextInt(7) - 3);
            }
            case 14, 15 -> pdu.header.put(BasicHeader.FLAGS_OFFSET, (byte) random.nextInt(256));
            case 16 -> pdu.header.put(BasicHeader.OPCODE_OFFSET, (byte) random.nextInt(256));
            case 17, 18 -> {
                pdu.data = some(MOST_DATA);
                pdu.seal();
            }
            case 19 -> {
                pdu.ahs = new byte[4 * random.nextInt(20)];
                random.nextBytes(pdu.ahs);
                pdu.seal();
            }
            case 20 -> pdu.spoil();
            case 21, 22 -> pdu.header.put(ScsiCommandPdu.CDB_OFFSET + random.nextInt(16), (byte) random.nextInt(256));
            default -> {
                if (random.nextInt(8) == 0) {
                    pdu.set(
                            BasicHeader.LENGTHS_OFFSET,
                            random.nextBoolean() ? random.nextInt() : random.nextInt(1 << 18));
                }
            }
        }
    }
}
