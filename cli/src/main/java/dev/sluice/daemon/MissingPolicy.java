package dev.sluice.daemon;

/** Treatment of what a configuration names and the machine does not have. */
enum MissingPolicy {
    /**
     * The change is refused: for changes that somebody asks for. A file that a new backstore names is created. A portal whose address the machine
     * does not have waits all the same.
     */
    REFUSE,
    /** The rest is served, and what is missing is looked for: for the start with a saved configuration. No file is created. */
    WAIT
}
