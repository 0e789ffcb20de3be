package dev.sluice.scsi.task;

import dev.sluice.io.memory.IoBuffer;

/**
 * The services of a transport for a task that it has given to the device server: the SCSI transport protocol services of
 * SAM-5 5.4, with buffers instead of copies.
 *
 * <p>All calls are made on the task's loop thread, possibly from within the target port or
 * {@link ScsiTask#dataOut}. A task ends with exactly one of {@link #completed} and {@link #aborted}; after it the
 * task object belongs to the transport again.
 */
public interface TaskTransport {
    /**
     * Send Data-In: {@code length} bytes of {@code buffer}, which follow those of the calls before.
     *
     * @param buffer one reference of it passes to the transport, which releases it when the bytes are sent or dropped
     */
    void dataIn(IoBuffer buffer, int bufferOffset, int length);

    /**
     * Receive Data-Out: asks for the first {@code length} bytes of the command's data, which is no more than
     * {@link ScsiTask#expectedDataOut()}. They come by {@link ScsiTask#dataOut}, in ascending order. Called at most once
     * a task; without it, unsolicited data are dropped.
     *
     * @param length bytes, at least 1
     * @param pieceBytes every piece but the last is a multiple of this, a power of two up to 4,096
     */
    void requestDataOut(long length, int pieceBytes);

    /** Send Command Complete: status, sense data and transfer length are in the task. */
    void completed();

    /** An aborted task has come to rest: nothing of it is under way any more, and no status is to be sent. */
    void aborted();

    /**
     * Returns true if more Data-In may be produced now. The device server asks before it reads ahead for a task of several
     * buffers, and after a no waits for {@link ScsiTask#dataInReady()}.
     */
    boolean acceptsDataIn();
}
