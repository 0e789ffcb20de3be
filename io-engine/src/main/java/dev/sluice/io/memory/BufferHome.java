package dev.sluice.io.memory;

/** The place that a buffer goes back to after its last release. Owner: the loop's thread. */
public interface BufferHome {
    /** Takes back {@code buffer}, of which no reference is left. */
    void comeHome(IoBuffer buffer);
}
