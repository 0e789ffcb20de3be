package dev.sluice.iscsi.login;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LoginRequestPdu;

/**
 * The fields of a Login Request, RFC 7143 11.12.
 *
 * @param transit T: the initiator is ready to leave the stage
 * @param more C: the text continues in the next request
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

    /** Reads the fields of a header. */
    public static LoginRequest of(BasicHeader header, byte[] text) {
        return new LoginRequest(
                LoginRequestPdu.isTransit(header),
                LoginRequestPdu.isContinued(header),
                LoginRequestPdu.currentStage(header),
                LoginRequestPdu.nextStage(header),
                LoginRequestPdu.minVersion(header),
                LoginRequestPdu.isid(header),
                LoginRequestPdu.tsih(header),
                header.initiatorTaskTag(),
                LoginRequestPdu.cid(header),
                header.cmdSn(),
                text);
    }
}
