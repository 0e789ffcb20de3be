package dev.sluice.iscsi.login;

/**
 * What this side offers in a negotiation (RFC 7143 13): the most, or what it insists on.
 *
 * @param maxRecvDataSegmentLength the longest data segment that this side accepts, in bytes
 * @param maxBurstLength in bytes
 * @param firstBurstLength in bytes
 * @param maxOutstandingR2T of one task
 * @param initialR2T true insists on R2T before any Data-Out PDU
 * @param immediateData false refuses immediate data
 */
public record TargetLimits(
        int maxRecvDataSegmentLength,
        int maxBurstLength,
        int firstBurstLength,
        int maxOutstandingR2T,
        boolean initialR2T,
        boolean immediateData) {
    /**
     * As measured best: data segments of 256 KiB, bursts of 1 MiB, and InitialR2T=Yes, which costs nothing while the first
     * burst fits into the command's own data segment.
     */
    public static final TargetLimits DEFAULT = new TargetLimits(256 << 10, 1 << 20, 256 << 10, 8, true, true);

    public TargetLimits withInitialR2T(boolean required) {
        return new TargetLimits(
                maxRecvDataSegmentLength, maxBurstLength, firstBurstLength, maxOutstandingR2T, required, immediateData);
    }
}
