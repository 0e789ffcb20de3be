package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Pdu;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Requests of attackers, as they are sent. */
final class Requests {
    static final int BLOCK = 512;

    private static final int TO_FULL_FEATURE = 0x87;
    private static final int IN_SECURITY = 0;
    private static final int READ = 0xc1;
    private static final int WRITE = 0xa1;

    private Requests() {}

    /** From the operational stage to full feature phase of a target, or of discovery where that is null. */
    static Pdu login(String initiator, String target, int number) {
        return login(
                TO_FULL_FEATURE,
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
        Pdu pdu = new Pdu(Pdu.LOGIN | Pdu.IMMEDIATE, flags)
                .set(8, 0x80000000 | number >>> 16 & 0xffff)
                .set(12, number << 16)
                .set(24, 1)
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
        pdu.header.putInt(4, bytes);
        byte[] whole = new byte[Pdu.HEADER_BYTES + 1];
        pdu.header.get(0, whole, 0, Pdu.HEADER_BYTES);
        return whole;
    }

    static Pdu text(int tag, int cmdSn, int expStatSn, String keys) {
        Pdu pdu = new Pdu(Pdu.TEXT, Pdu.FINAL)
                .set(16, tag)
                .set(20, Pdu.NO_TAG)
                .set(24, cmdSn)
                .set(28, expStatSn)
                .data(keys.getBytes(StandardCharsets.ISO_8859_1));
        pdu.seal();
        return pdu;
    }

    static Pdu ping(int tag, int cmdSn, int expStatSn) {
        Pdu pdu = new Pdu(Pdu.NOP_OUT | Pdu.IMMEDIATE, Pdu.FINAL)
                .set(16, tag)
                .set(20, Pdu.NO_TAG)
                .set(24, cmdSn)
                .set(28, expStatSn);
        pdu.seal();
        return pdu;
    }

    /** READ(10) or WRITE(10) without data, to be asked for by R2T. */
    static Pdu transfer(boolean write, int lun, int tag, int cmdSn, int expStatSn, int lba, int bytes) {
        Pdu pdu = new Pdu(Pdu.SCSI_COMMAND, write ? WRITE : READ)
                .lun((long) lun << 48)
                .set(16, tag)
                .set(20, bytes)
                .set(24, cmdSn)
                .set(28, expStatSn);
        pdu.header.put(32, (byte) (write ? 0x2a : 0x28)).putInt(34, lba).putShort(39, (short) (bytes / BLOCK));
        pdu.seal();
        return pdu;
    }

    /**
     * As many transfers as a window has, behind an immediate TEST UNIT READY that takes the unit attention of a new session away.
     */
    static byte[] transfers(boolean write, int lun, int count, int cmdSn, int expStatSn, int bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Pdu first = new Pdu(Pdu.SCSI_COMMAND | Pdu.IMMEDIATE, Pdu.FINAL | 1)
                .lun((long) lun << 48)
                .set(16, 0)
                .set(24, cmdSn)
                .set(28, expStatSn);
        all.writeBytes(first.encode(false, false));
        for (int i = 0; i < count; i++) {
            Pdu pdu = transfer(write, lun, i + 1, cmdSn + i, expStatSn, i % 8 * bytes / BLOCK, bytes);
            all.writeBytes(pdu.encode(false, false));
        }
        return all.toByteArray();
    }
}
