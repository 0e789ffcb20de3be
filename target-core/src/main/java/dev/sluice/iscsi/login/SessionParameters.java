package dev.sluice.iscsi.login;

/**
 * What a login has agreed on (RFC 7143 13), with the RFC's defaults for what was not spoken of.
 *
 * @param isid 48 bits
 * @param targetName empty for a discovery session
 * @param initiatorMaxRecvDataSegmentLength the longest data segment that the initiator accepts
 * @param targetMaxRecvDataSegmentLength the longest that this side accepts
 */
public record SessionParameters(
        String initiatorName,
        String initiatorAlias,
        long isid,
        boolean discovery,
        String targetName,
        boolean headerDigest,
        boolean dataDigest,
        int initiatorMaxRecvDataSegmentLength,
        int targetMaxRecvDataSegmentLength,
        int maxBurstLength,
        int firstBurstLength,
        int maxOutstandingR2T,
        boolean initialR2T,
        boolean immediateData) {}
