package dev.sluice.io.loop;

/**
 * A queue that other threads put work into for a loop.
 *
 * @see IoLoop#addInput
 */
public interface LoopInput {
    /** Returns true where there is nothing to take. Loop thread. */
    boolean isEmpty();

    /** Takes all items that are there. Loop thread. */
    void take();
}
