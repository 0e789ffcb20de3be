package dev.sluice.io.loop;

/**
 * Something that other threads put work into for a loop.
 *
 * @see IoLoop#addInput
 */
public interface LoopInput {
    /** Whether there is nothing to take. Loop thread. */
    boolean isEmpty();

    /** Takes what is there. Loop thread. */
    void take();
}
