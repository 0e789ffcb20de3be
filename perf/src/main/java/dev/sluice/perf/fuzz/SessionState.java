package dev.sluice.perf.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The numbers of a session as an initiator keeps them, from what it sends and receives. One thread. */
final class SessionState {
    private static final int RECENT = 16;
    private static final int NOP_IN = 0x20;
    private static final int TEXT_RESPONSE = 0x24;
    private static final int DATA_IN = 0x25;
    private static final int READY_TO_TRANSFER = 0x31;

    private final int isidQualifier;
    private final int[] recentTags = new int[RECENT];
    private int tag = 1;
    private int cmdSn = 1;
    private int expStatSn;
    private int transferTag = FuzzPdu.NO_TAG;
    private int textTag = FuzzPdu.NO_TAG;
    private int r2tTag = FuzzPdu.NO_TAG;
    private int r2tTask;
    private int r2tOffset;
    private int r2tLength;

    SessionState(int isidQualifier) {
        this.isidQualifier = isidQualifier;
    }

    /** From the operational stage to full feature phase. */
    FuzzPdu login(String keys) {
        return new FuzzPdu(FuzzPdu.LOGIN | FuzzPdu.IMMEDIATE, 0x87)
                .set(8, 0x80000000)
                .set(12, isidQualifier << 16)
                .set(24, cmdSn)
                .data(keys.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Takes note of a PDU of the target. */
    void received(ByteBuffer pdu) {
        int opcode = pdu.get(0) & 0x3f;
        boolean withoutStatSn = opcode == READY_TO_TRANSFER
                || opcode == DATA_IN && (pdu.get(1) & 1) == 0
                || opcode == NOP_IN && pdu.getInt(16) == FuzzPdu.NO_TAG;
        if (!withoutStatSn) {
            expStatSn = pdu.getInt(24) + 1;
        }
        switch (opcode) {
            case NOP_IN -> transferTag = pdu.getInt(20);
            case TEXT_RESPONSE -> textTag = pdu.getInt(20);
            case READY_TO_TRANSFER -> {
                r2tTask = pdu.getInt(16);
                r2tTag = pdu.getInt(20);
                r2tOffset = pdu.getInt(40);
                r2tLength = pdu.getInt(44);
            }
            default -> {}
        }
        // What was spoilt may not have counted.
        cmdSn = pdu.getInt(28);
    }

    int newTag() {
        recentTags[tag % RECENT] = tag;
        return tag++;
    }

    int aTag(Random random) {
        return random.nextBoolean() && r2tTag != FuzzPdu.NO_TAG ? r2tTask : recentTags[random.nextInt(RECENT)];
    }

    int cmdSn() {
        return cmdSn;
    }

    int nextCmdSn() {
        return cmdSn++;
    }

    int expStatSn() {
        return expStatSn;
    }

    int transferTag() {
        return transferTag;
    }

    int textTag() {
        return textTag;
    }

    int r2tTag() {
        return r2tTag;
    }

    int r2tOffset() {
        return r2tOffset;
    }

    int r2tLength() {
        return r2tLength;
    }
}
