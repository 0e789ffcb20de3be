package dev.sluice.iscsi.login;

/**
 * The negotiated parameters of a session (RFC 7143 13), with the RFC's defaults for keys that were not negotiated.
 *
 * @param isid 48 bits
 * @param targetName empty for a discovery session
 * @param portalGroupTag 0 for a discovery session
 * @param maxConnections connections that the session may have at a time
 * @param errorRecoveryLevel 0, 1 or 2
 * @param defaultTime2Wait seconds between the loss of a connection and the first attempt to reassign its tasks
 * @param defaultTime2Retain seconds after that in which its tasks can be reassigned
 * @param protocolLevel the agreed iSCSIProtocolLevel
 */
public record SessionParameters(
        String initiatorName,
        String initiatorAlias,
        long isid,
        boolean discovery,
        String targetName,
        int portalGroupTag,
        int maxBurstLength,
        int firstBurstLength,
        int maxOutstandingR2T,
        boolean initialR2T,
        boolean immediateData,
        int maxConnections,
        int errorRecoveryLevel,
        int defaultTime2Wait,
        int defaultTime2Retain,
        TaskReporting taskReporting,
        int protocolLevel) {
    private static final int CONNECTION_RECOVERY = 2;

    /** The name of the SCSI initiator port, RFC 7143 4.6.1. */
    public String initiatorPortName() {
        return initiatorName + ",i,0x" + String.format("%012x", isid);
    }

    /** True for a session of that SCSI initiator port. */
    public boolean isOf(String otherName, long otherIsid) {
        return isid == otherIsid && initiatorName.equals(otherName);
    }

    /** R2Ts that this side has open at a time; RFC 7143 13.17: one where data come in order and are recovered. */
    public int outstandingR2ts() {
        return errorRecoveryLevel > 0 ? 1 : maxOutstandingR2T;
    }

    /** Connections that may be there at a time: one more than agreed on where it may clean up another, RFC 7143 6.3.4. */
    public int connectionLimit() {
        return errorRecoveryLevel == CONNECTION_RECOVERY ? maxConnections + 1 : maxConnections;
    }
}
