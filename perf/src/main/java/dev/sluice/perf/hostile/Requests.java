package dev.sluice.perf.hostile;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LoginRequestPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import dev.sluice.perf.peer.Pdu;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Requests of attackers, as they are sent. */
final class Requests {
    static final int BLOCK = 512;

    private static final int IN_SECURITY = 0;
    private static final int READ = BasicHeader.FINAL | ScsiCommandPdu.READ | ScsiCommandPdu.SIMPLE;
    private static final int WRITE = BasicHeader.FINAL | ScsiCommandPdu.WRITE | ScsiCommandPdu.SIMPLE;

    private Requests() {}

    /** From the operational stage to full feature phase of a target, or of discovery where that is null. */
    static Pdu login(String initiator, String target, int number) {
        return login(
                ByteBufferHeader.TO_FULL_FEATURE,
                number,
                "InitiatorName=" + initiator + "\0"
                        + (target == null
                                ? "SessionType=Discovery\0"
                                : "SessionType=Normal\0TargetName=" + target + "\0")
                        + "HeaderDigest=None\0DataDigest=None\0InitialR2T=Yes\0ImmediateData=Yes\0"
                        + "MaxRecvDataSegmentLength=262144\0");
    }

    /** The first request of a login that offers CHAP. */
    static Pdu chap(String initiator, String target, int number) {
        return login(
                IN_SECURITY,
                number,
                "InitiatorName=" + initiator + "\0SessionType=Normal\0TargetName=" + target + "\0AuthMethod=CHAP\0");
    }

    /** A further one in the security stage. */
    static Pdu login(int flags, int number, String keys) {
        Pdu pdu = new Pdu(Opcode.LOGIN_REQUEST | BasicHeader.IMMEDIATE, flags)
                .set(LoginRequestPdu.ISID_OFFSET, 0x80000000 | number >>> 16 & 0xffff)
                .set(LoginRequestPdu.ISID_QUALIFIER_OFFSET, number << 16)
                .cmdSn(1)
                .data(keys.getBytes(StandardCharsets.ISO_8859_1));
        pdu.seal();
        return pdu;
    }

    /** More keys of a login that has begun. */
    static Pdu further(int number, String keys) {
        return login(IN_SECURITY, number, keys);
    }

    /** A PDU that announces {@code bytes} of data and brings one. */
    static byte[] half(Pdu pdu, int bytes) {
        pdu.header.putInt(BasicHeader.LENGTHS_OFFSET, bytes);
        byte[] whole = new byte[BasicHeader.LENGTH + 1];
        pdu.header.get(0, whole, 0, BasicHeader.LENGTH);
        return whole;
    }

    static Pdu text(int tag, int cmdSn, int expStatSn, String keys) {
        Pdu pdu = new Pdu(Opcode.TEXT_REQUEST, BasicHeader.FINAL)
                .taskTag(tag)
                .transferTag(BasicHeader.NO_TAG)
                .cmdSn(cmdSn)
                .expStatSn(expStatSn)
                .data(keys.getBytes(StandardCharsets.ISO_8859_1));
        pdu.seal();
        return pdu;
    }

    static Pdu ping(int tag, int cmdSn, int expStatSn) {
        Pdu pdu = new Pdu(Opcode.NOP_OUT | BasicHeader.IMMEDIATE, BasicHeader.FINAL)
                .taskTag(tag)
                .transferTag(BasicHeader.NO_TAG)
                .cmdSn(cmdSn)
                .expStatSn(expStatSn);
        pdu.seal();
        return pdu;
    }

    /** READ(10) or WRITE(10) without data, to be asked for by R2T. */
    static Pdu transfer(boolean write, int lun, int tag, int cmdSn, int expStatSn, int lba, int bytes) {
        Pdu pdu = new Pdu(Opcode.SCSI_COMMAND, write ? WRITE : READ)
                .lun((long) lun << 48)
                .taskTag(tag)
                .set(ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, bytes)
                .cmdSn(cmdSn)
                .expStatSn(expStatSn);
        pdu.header
                .put(ScsiCommandPdu.CDB_OFFSET, (byte) (write ? 0x2a : 0x28))
                .putInt(ScsiCommandPdu.CDB_OFFSET + 2, lba)
                .putShort(ScsiCommandPdu.CDB_OFFSET + 7, (short) (bytes / BLOCK));
        pdu.seal();
        return pdu;
    }

    /**
     * As many transfers as a window has, behind an immediate TEST UNIT READY that takes the unit attention of a new session away.
     */
    static byte[] transfers(boolean write, int lun, int count, int cmdSn, int expStatSn, int bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Pdu first = new Pdu(Opcode.SCSI_COMMAND | BasicHeader.IMMEDIATE, BasicHeader.FINAL | ScsiCommandPdu.SIMPLE)
                .lun((long) lun << 48)
                .taskTag(0)
                .cmdSn(cmdSn)
                .expStatSn(expStatSn);
        all.writeBytes(first.encode(false, false));
        for (int i = 0; i < count; i++) {
            Pdu pdu = transfer(write, lun, i + 1, cmdSn + i, expStatSn, i % 8 * bytes / BLOCK, bytes);
            all.writeBytes(pdu.encode(false, false));
        }
        return all.toByteArray();
    }
}
