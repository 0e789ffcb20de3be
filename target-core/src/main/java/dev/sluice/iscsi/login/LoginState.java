package dev.sluice.iscsi.login;

import java.util.Map;

/**
 * The state of a login. Immutable; {@link #START} before the first request.
 *
 * @param first the first request, or null
 * @param stage the stage that the next request must be of, or -1 before the first
 * @param target the target or discovery that the initiator has named, or null before that
 * @param joined the session that the connection will belong to, or null for a new one
 * @param spoken the keys that have arrived, with the value of those that may arrive again
 * @param collected text of a request that continues in the next
 * @param unsent the rest of an answer that continues in the next
 */
public record LoginState(
        LoginRequest first,
        int stage,
        String initiatorName,
        String initiatorAlias,
        boolean discovery,
        LoginTarget target,
        SessionParameters joined,
        SecurityNegotiation security,
        KeyNegotiation keys,
        boolean declaredTarget,
        boolean declaredLimits,
        Map<String, String> spoken,
        byte[] collected,
        byte[] unsent) {
    private static final byte[] NOTHING = {};

    public static final LoginState START =
            new LoginState(null, -1, null, "", false, null, null, null, null, false, false, Map.of(), NOTHING, NOTHING);

    /** The parameters of the session, negotiated or those of the session that is joined. Valid after the last answer. */
    public SessionParameters session() {
        if (joined != null) {
            return joined;
        }
        return new SessionParameters(
                initiatorName,
                initiatorAlias,
                first.isid(),
                discovery,
                target.name(),
                target.portalGroupTag(),
                keys.maxBurstLength,
                keys.effectiveFirstBurstLength(),
                keys.maxOutstandingR2T,
                keys.initialR2T,
                keys.immediateData,
                keys.maxConnections,
                keys.errorRecoveryLevel,
                keys.defaultTime2Wait,
                keys.defaultTime2Retain,
                keys.taskReporting,
                keys.protocolLevel);
    }

    /** The negotiated parameters of the connection. Valid after the last answer. */
    public ConnectionParameters connection() {
        return new ConnectionParameters(
                first.cid(),
                keys.headerDigest,
                keys.dataDigest,
                keys.initiatorMaxRecvDataSegmentLength,
                keys.targetMaxRecvDataSegmentLength);
    }

    /** The CHAP user that the initiator has proved to be, or null. */
    public String user() {
        return security == null ? null : security.user();
    }
}
