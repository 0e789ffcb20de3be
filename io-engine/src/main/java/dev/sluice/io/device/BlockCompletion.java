package dev.sluice.io.device;

/** Receiver of the end of a {@link BlockRequest}. */
public interface BlockCompletion {
    /**
     * The request has ended, well or with {@link BlockRequest#error()}. Called exactly once per submission, on the loop
     * thread that submitted; for devices that answer at once, from within {@link DeviceChannel#submit}. The request
     * and its buffer belong to its owner again.
     */
    void completed(BlockRequest request);
}
