package dev.sluice.perf.peer;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LoginRequestPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.R2tPdu;
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
    private int transferTag = BasicHeader.NO_TAG;
    private int textTag = BasicHeader.NO_TAG;
    private int r2tTag = BasicHeader.NO_TAG;
    private int r2tTask;
    private int r2tOffset;
    private int r2tLength;

    /** @param isidQualifier tells the sessions of an initiator apart */
    public SessionState(int isidQualifier) {
        this.isidQualifier = isidQualifier;
    }

    /** From the operational stage to full feature phase. */
    public Pdu login(String keys) {
        return new Pdu(Opcode.LOGIN_REQUEST | BasicHeader.IMMEDIATE, ByteBufferHeader.TO_FULL_FEATURE)
                .set(LoginRequestPdu.ISID_OFFSET, 0x80000000)
                .set(LoginRequestPdu.ISID_QUALIFIER_OFFSET, isidQualifier << 16)
                .cmdSn(cmdSn)
                .data(keys.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Takes note of a PDU of the target. */
    public void received(ByteBuffer pdu) {
        int opcode = ByteBufferHeader.opcode(pdu, 0);
        boolean withoutStatSn = opcode == Opcode.R2T
                || opcode == Opcode.DATA_IN && !ByteBufferHeader.hasStatus(pdu, 0)
                || opcode == Opcode.NOP_IN && pdu.getInt(BasicHeader.INITIATOR_TASK_TAG_OFFSET) == BasicHeader.NO_TAG;
        if (!withoutStatSn) {
            expStatSn = pdu.getInt(BasicHeader.STAT_SN_OFFSET) + 1;
        }
        switch (opcode) {
            case Opcode.NOP_IN -> transferTag = pdu.getInt(BasicHeader.TARGET_TRANSFER_TAG_OFFSET);
            case Opcode.TEXT_RESPONSE -> textTag = pdu.getInt(BasicHeader.TARGET_TRANSFER_TAG_OFFSET);
            case Opcode.R2T -> {
                r2tTask = pdu.getInt(BasicHeader.INITIATOR_TASK_TAG_OFFSET);
                r2tTag = pdu.getInt(BasicHeader.TARGET_TRANSFER_TAG_OFFSET);
                r2tOffset = pdu.getInt(R2tPdu.BUFFER_OFFSET_OFFSET);
                r2tLength = pdu.getInt(R2tPdu.DESIRED_LENGTH_OFFSET);
            }
            default -> {}
        }
        // The target may not have counted a spoilt command.
        cmdSn = pdu.getInt(BasicHeader.EXP_CMD_SN_OFFSET);
    }

    /** The answer to a NOP-In that wants one. */
    public Pdu pong(ByteBuffer ping) {
        return new Pdu(Opcode.NOP_OUT | BasicHeader.IMMEDIATE, BasicHeader.FINAL)
                .lun(ping.getLong(BasicHeader.LUN_OFFSET))
                .taskTag(BasicHeader.NO_TAG)
                .transferTag(ping.getInt(BasicHeader.TARGET_TRANSFER_TAG_OFFSET))
                .cmdSn(cmdSn)
                .expStatSn(expStatSn);
    }

    /** True where the target wants a NOP-In answered. */
    public static boolean isPing(ByteBuffer pdu) {
        return ByteBufferHeader.opcode(pdu, 0) == Opcode.NOP_IN
                && pdu.getInt(BasicHeader.TARGET_TRANSFER_TAG_OFFSET) != BasicHeader.NO_TAG;
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
        return random.nextBoolean() && r2tTag != BasicHeader.NO_TAG ? r2tTask : recentTags[random.nextInt(RECENT)];
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
