package dev.sluice.io.scsi;

/** A way to a SCSI device that carries out one command for each caller at a time. Any thread but a loop's: all calls may block. */
public interface ScsiDevice extends AutoCloseable {
    /** Its path, for people. */
    String description();

    /** The most data that a command may move, in bytes. */
    int maxTransferBytes();

    /**
     * Carries out a command, which for some takes hours, and puts the answer into the request.
     *
     * @param request not to be touched by others meanwhile, nor its data
     */
    void execute(ScsiRequest request);

    /** Closes it. Commands under way go on. */
    @Override
    void close();
}
