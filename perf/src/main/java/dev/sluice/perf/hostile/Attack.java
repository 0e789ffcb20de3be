package dev.sluice.perf.hostile;

/** An attack on a thread of its own until it is stopped; its text form counts what it has done. */
interface Attack extends Runnable {
    /** Lets it end soon. Any thread. */
    void stop();

    /** True once it has reached its aim. Any thread. */
    boolean isDone();
}
