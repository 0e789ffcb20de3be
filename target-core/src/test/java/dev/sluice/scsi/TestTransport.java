package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A transport with one task, that does as the test says and remembers what the device server did. Owner: the loop. */
final class TestTransport implements TaskTransport {
    final ScsiTask task;
    final CompletableFuture<TaskResult> ended = new CompletableFuture<>();

    /** The data that the initiator sends. */
    byte[] dataOut = {};
    /** The sizes of the pieces that it arrives in, in turn; the last one goes on. */
    int[] pieces = {256 << 10};
    /** True if data is sent as soon as it is asked for. */
    boolean sendsAtOnce = true;
    /** The number of calls of dataIn before the transport accepts no more. */
    int credit = Integer.MAX_VALUE;
    /** True if sent buffers are kept until {@link #releaseSent()}. */
    boolean keepsSent;

    /** The count of data that comes, which is not kept then; or null. */
    long[] counts;

    long requested;
    int requests;
    int dataInCalls;
    private final IoLoop loop;
    private final ByteArrayOutputStream dataIn = new ByteArrayOutputStream();
    private final ArrayDeque<IoBuffer> sent = new ArrayDeque<>();
    private int sentOut;
    private int piece;
    private int ends;

    TestTransport(IoLoop loop) {
        this.loop = loop;
        this.task = new ScsiTask(this, loop, TestLoops.transferBuffers(loop));
    }

    @Override
    public void dataIn(IoBuffer buffer, int bufferOffset, int length) {
        dataInCalls++;
        credit--;
        if (counts != null) {
            counts[0] += length;
        } else {
            dataIn.writeBytes(buffer.segment().asSlice(bufferOffset, length).toArray(ValueLayout.JAVA_BYTE));
        }
        if (keepsSent) {
            sent.add(buffer);
        } else {
            buffer.release();
        }
    }

    void releaseSent() {
        while (!sent.isEmpty()) {
            sent.poll().release();
        }
    }

    @Override
    public void requestDataOut(long length, int pieceBytes) {
        requests++;
        requested = length;
        if (sendsAtOnce) {
            while (sendPiece()) {}
        }
    }

    /** Sends the next piece; false if everything has been sent. */
    boolean sendPiece() {
        if (sentOut == requested) {
            return false;
        }
        int length = (int) Math.min(requested - sentOut, pieces[Math.min(piece++, pieces.length - 1)]);
        IoBuffer buffer = TestLoops.solicitedBuffers(loop).tryAcquire(length);
        if (buffer == null) {
            throw new AssertionError("no buffer for the test's data");
        }
        MemorySegment.copy(dataOut, sentOut, buffer.segment(), ValueLayout.JAVA_BYTE, 0, length);
        sentOut += length;
        task.dataOut(buffer, 0, length);
        return sentOut < requested && !ended.isDone();
    }

    @Override
    public void completed() {
        end(false);
    }

    @Override
    public void aborted() {
        end(true);
    }

    private void end(boolean aborted) {
        if (++ends > 1) {
            throw new AssertionError("the task ended " + ends + " times");
        }
        ended.complete(new TaskResult(
                aborted,
                task.status(),
                Arrays.copyOf(task.sense(), task.senseLength()),
                dataIn.toByteArray(),
                task.transferLength(),
                requested));
    }

    @Override
    public boolean acceptsDataIn() {
        return credit > 0;
    }
}
