package dev.sluice.perf.hostile;

/** Something that goes on on a thread of its own until it is stopped; as text, it counts what it has done. */
interface Attack extends Runnable {
    /** Lets it end soon. Any thread. */
    void stop();

    /** Whether it has done what it was to do. Any thread. */
    boolean isDone();
}
