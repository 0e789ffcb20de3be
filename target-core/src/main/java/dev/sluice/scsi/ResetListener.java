package dev.sluice.scsi;

/** Who hears of the end of a reset. */
public interface ResetListener {
    /**
     * The reset is done: every task that it concerned has come to rest. Called on the loop of the nexus that asked.
     *
     * @param unitExists false if there is no such logical unit, and nothing was reset
     */
    void resetDone(boolean unitExists);
}
