package dev.sluice.iscsi.login;

/**
 * The negotiated parameters of a connection (RFC 7143 13), with the RFC's defaults for keys that were not negotiated.
 *
 * @param cid the number that the initiator has given the connection
 * @param initiatorMaxRecvDataSegmentLength the longest data segment that the initiator accepts
 * @param targetMaxRecvDataSegmentLength the longest that this side accepts
 */
public record ConnectionParameters(
        int cid,
        boolean headerDigest,
        boolean dataDigest,
        int initiatorMaxRecvDataSegmentLength,
        int targetMaxRecvDataSegmentLength) {
    /** A copy with another limit of the initiator, which it may declare again in full feature phase. */
    public ConnectionParameters withInitiatorMaxRecvDataSegmentLength(int length) {
        return new ConnectionParameters(cid, headerDigest, dataDigest, length, targetMaxRecvDataSegmentLength);
    }
}
