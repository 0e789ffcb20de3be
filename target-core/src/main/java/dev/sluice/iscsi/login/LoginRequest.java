package dev.sluice.iscsi.login;

import dev.sluice.iscsi.pdu.BasicHeader;

/**
 * The fields of a Login Request, RFC 7143 11.12.
 *
 * @param transit T: wants to leave the stage
 * @param more C: the text goes on in the next request
 * @param currentStage CSG
 * @param nextStage NSG
 * @param minVersion the lowest version that the initiator speaks
 * @param isid the 48 bits of the ISID
 * @param tsih 0 for a new session
 * @param text the data segment
 */
public record LoginRequest(
        boolean transit,
        boolean more,
        int currentStage,
        int nextStage,
        int minVersion,
        long isid,
        int tsih,
        int initiatorTaskTag,
        int cid,
        int cmdSn,
        byte[] text) {
    public static final int SECURITY_NEGOTIATION = 0;
    public static final int OPERATIONAL_NEGOTIATION = 1;
    public static final int FULL_FEATURE_PHASE = 3;

    /** Offset of ISID in the headers of login requests and responses. */
    public static final int ISID_OFFSET = 8;

    /** Offset of TSIH in the headers of login requests and responses. */
    public static final int TSIH_OFFSET = 14;

    private static final int VERSION_MIN_OFFSET = 3;
    private static final int CID_OFFSET = 20;

    /** Reads the fields off a header. */
    public static LoginRequest of(BasicHeader header, byte[] text) {
        int flags = header.flags();
        return new LoginRequest(
                (flags & BasicHeader.FINAL) != 0,
                (flags & BasicHeader.CONTINUE) != 0,
                flags >> 2 & 3,
                flags & 3,
                header.u8(VERSION_MIN_OFFSET),
                header.u32(ISID_OFFSET) << 16 | header.u16(ISID_OFFSET + 4),
                header.u16(TSIH_OFFSET),
                header.initiatorTaskTag(),
                header.u16(CID_OFFSET),
                header.cmdSn(),
                text);
    }
}
