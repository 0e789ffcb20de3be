package dev.sluice.io.memory;

/** Waiter for a buffer of an exhausted pool. */
public interface BufferWaiter {
    /**
     * The buffer that was asked for, with one reference that the waiter now owns. Called once per waiting request, in the
     * order in which they were made, on the loop thread, from within another owner's {@link IoBuffer#release()}.
     */
    void bufferGranted(IoBuffer buffer);
}
