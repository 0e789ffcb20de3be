package dev.sluice.iscsi.session;

/**
 * The pace at which an initiator has to take Data-In and to send solicited Data-Out. A session that
 * falls behind would otherwise keep its buffers for ever.
 *
 * @param leastBytesPerSecond while data wait for the initiator all the time, 0 for any
 * @param windowSeconds over which that is counted, 1 to 3,600
 * @param dataOutSeconds seconds in which it may send nothing of announced Data-Out, 1 to 3,600
 */
public record TransferPace(int leastBytesPerSecond, int windowSeconds, int dataOutSeconds) {
    /** The time over which the least rate is counted, where nothing is said. */
    public static final int WINDOW_SECONDS = 30;

    /** 128 KiB a second, as a network of 1 Mbit/s brings; Data-Out within 20 s. */
    public static final TransferPace DEFAULT = new TransferPace(128 << 10, WINDOW_SECONDS, 20);

    /** Seconds in which an initiator may read nothing while its session keeps more than its guarantee and another session waits. */
    public static final int SECONDS_IN_THE_WAY = 5;

    public TransferPace {
        if (leastBytesPerSecond < 0) {
            throw new IllegalArgumentException("least rate: " + leastBytesPerSecond + " bytes a second is below 0");
        }
        if (windowSeconds < 1 || windowSeconds > 3600) {
            throw new IllegalArgumentException(
                    "window of the least rate: " + windowSeconds + " s is not within 1 to 3600");
        }
        if (dataOutSeconds < 1 || dataOutSeconds > 3600) {
            throw new IllegalArgumentException("Data-Out timeout: " + dataOutSeconds + " s is not within 1 to 3600");
        }
    }
}
