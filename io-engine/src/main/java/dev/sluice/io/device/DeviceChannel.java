package dev.sluice.io.device;

/**
 * One loop's way to a block device. All calls and all completions happen on that loop's thread.
 */
public interface DeviceChannel {
    /**
     * Starts a request. Ranges must lie within the device; requests that overlap may be carried out in any order. More
     * than the device takes at once wait inside. The completion may come before this returns.
     */
    void submit(BlockRequest request);

    /**
     * The length in bytes from which on a read should {@linkplain BlockRequest#prepareLoan ask for a loan} instead of bringing a buffer. A device that lends
     * nothing says {@link Integer#MAX_VALUE}, as it does here.
     */
    default int leastLoanBytes() {
        return Integer.MAX_VALUE;
    }

    /** Gives up the channel. Requires that no request is under way. Loans may come home later. */
    void close();
}
