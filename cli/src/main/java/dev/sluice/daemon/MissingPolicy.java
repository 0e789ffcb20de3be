package dev.sluice.daemon;

/** Treatment of devices, files and addresses that a configuration names and the machine does not have. */
enum MissingPolicy {
    /**
     * The change is refused; for changes by a client. The file of a new backstore is created. A portal whose address the machine does
     * not have waits all the same.
     */
    REFUSE,
    /** The rest is served, and missing resources are looked for; for the start with a saved configuration. No file is created. */
    WAIT
}
