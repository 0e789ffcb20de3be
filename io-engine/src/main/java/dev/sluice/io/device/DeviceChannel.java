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

    /** Gives up the channel. Requires that no request is under way. */
    void close();
}
