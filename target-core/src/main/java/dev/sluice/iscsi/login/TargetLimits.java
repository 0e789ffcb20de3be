package dev.sluice.iscsi.login;

/**
 * The target's side of a negotiation (RFC 7143 13): maxima, and values that it requires.
 *
 * @param maxRecvDataSegmentLength the longest data segment that this side accepts, in bytes
 * @param maxBurstLength in bytes
 * @param firstBurstLength in bytes
 * @param maxOutstandingR2T of one task
 * @param initialR2T true requires an R2T before any Data-Out PDU
 * @param immediateData false refuses immediate data
 * @param maxConnections of one session, 1 to 8
 * @param errorRecoveryLevel 0, 1 or 2
 * @param defaultTime2Wait the least, in seconds, 0 to 3,600
 * @param defaultTime2Retain the most, in seconds, 0 to 3,600
 */
public record TargetLimits(
        int maxRecvDataSegmentLength,
        int maxBurstLength,
        int firstBurstLength,
        int maxOutstandingR2T,
        boolean initialR2T,
        boolean immediateData,
        int maxConnections,
        int errorRecoveryLevel,
        int defaultTime2Wait,
        int defaultTime2Retain) {
    /**
     * The values that were fastest in measurements: data segments of 256 KiB, bursts of 1 MiB, and InitialR2T=Yes, which costs nothing while the first
     * burst fits into the command's own data segment. One connection, and no recovery.
     */
    public static final TargetLimits DEFAULT =
            new TargetLimits(256 << 10, 1 << 20, 256 << 10, 8, true, true, 1, 0, 2, 20);

    public TargetLimits withInitialR2T(boolean required) {
        return new TargetLimits(
                maxRecvDataSegmentLength,
                maxBurstLength,
                firstBurstLength,
                maxOutstandingR2T,
                required,
                immediateData,
                maxConnections,
                errorRecoveryLevel,
                defaultTime2Wait,
                defaultTime2Retain);
    }

    /** A copy with other limits for recovery. */
    public TargetLimits withRecovery(int connections, int level, int time2Wait, int time2Retain) {
        return new TargetLimits(
                maxRecvDataSegmentLength,
                maxBurstLength,
                firstBurstLength,
                maxOutstandingR2T,
                initialR2T,
                immediateData,
                connections,
                level,
                time2Wait,
                time2Retain);
    }
}
