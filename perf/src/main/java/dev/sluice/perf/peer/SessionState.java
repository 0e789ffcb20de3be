package dev.sluice.perf.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The numbers of a session as an initiator keeps them, from what it sends and receives. One thread. */
public final class SessionState {
    private static final int RECENT = 16;

    private final int isidQualifier;
    private final int[] recentTags = new int[RECENT];
    private int tag = 1;
    private int cmdSn = 1;
    private int expStatSn;
    private int transferTag = Pdu.NO_TAG;
    private int textTag = Pdu.NO_TAG;
    private int r2tTag = Pdu.NO_TAG;
    private int r2tTask;
    private int r2tOffset;
    private int r2tLength;

    /** @param isidQualifier tells the sessions of an initiator apart */
    public SessionState(int isidQualifier) {
        this.isidQualifier = isidQualifier;
    }

    /** From the operational stage to full feature phase. */
    public Pdu login(String keys) {
        return new Pdu(Pdu.LOGIN | Pdu.IMMEDIATE, 0x87)
                .set(8, 0x80000000)
                .set(12, isidQualifier << 16)
                .set(24, cmdSn)
                .data(keys.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Takes note of a PDU of the target. */
    public void received(ByteBuffer pdu) {
        int opcode = pdu.get(0) & 0x3f;
        boolean withoutStatSn = opcode == Pdu.READY_TO_TRANSFER
                || opcode == Pdu.DATA_IN && (pdu.get(1) & 1) == 0
                || opcode == Pdu.NOP_IN && pdu.getInt(16) == Pdu.NO_TAG;
        if (!withoutStatSn) {
            expStatSn = pdu.getInt(24) + 1;
        }
        switch (opcode) {
            case Pdu.NOP_IN -> transferTag = pdu.getInt(20);
            case Pdu.TEXT_RESPONSE -> textTag = pdu.getInt(20);
            case Pdu.READY_TO_TRANSFER -> {
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

    /** The answer to a NOP-In that wants one. */
    public Pdu pong(ByteBuffer ping) {
        return new Pdu(Pdu.NOP_OUT | Pdu.IMMEDIATE, Pdu.FINAL)
                .lun(ping.getLong(8))
                .set(16, Pdu.NO_TAG)
                .set(20, ping.getInt(20))
                .set(24, cmdSn)
                .set(28, expStatSn);
    }

    /** True where the target wants a NOP-In answered. */
    public static boolean isPing(ByteBuffer pdu) {
        return (pdu.get(0) & 0x3f) == Pdu.NOP_IN && pdu.getInt(20) != Pdu.NO_TAG;
    }

    int r2tTask() {
        return r2tTask;
    }

    /** An initiator task tag that no task has. */
    public int newTag() {
        recentTags[tag % RECENT] = tag;
        return tag++;
    }

    /** The tag of some task of late. */
    public int aTag(Random random) {
        return random.nextBoolean() && r2tTag != Pdu.NO_TAG ? r2tTask : recentTags[random.nextInt(RECENT)];
    }

    /** The next CmdSN. */
    public int cmdSn() {
        return cmdSn;
    }

    /** The next CmdSN, which is used up. */
    public int nextCmdSn() {
        return cmdSn++;
    }

    /** The StatSN that is due. */
    public int expStatSn() {
        return expStatSn;
    }

    /** The target transfer tag of the last NOP-In. */
    public int transferTag() {
        return transferTag;
    }

    /** The target transfer tag of the last text response. */
    public int textTag() {
        return textTag;
    }

    /** The target transfer tag of the last R2T. */
    public int r2tTag() {
        return r2tTag;
    }

    /** The buffer offset of the last R2T. */
    public int r2tOffset() {
        return r2tOffset;
    }

    /** The bytes that the last R2T wants. */
    public int r2tLength() {
        return r2tLength;
    }
}
