package dev.sluice.scsi.transfer;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.share.DeviceShare;
import dev.sluice.scsi.task.Activity;

/**
 * An activity made of device requests: counts what is under way, and ends the task once, when all of it is at rest.
 *
 * <p>Devices and transports may call back from within a call to them. So nothing is done in a callback but to note it:
 * {@link #pump} takes the {@linkplain #step steps}, never inside itself, which also bounds the depth of the stack.
 */
abstract class DeviceActivity extends Activity {
    private int underWay;
    private SenseData failure;
    private boolean aborted;
    private boolean pumping;
    private boolean again;

    /** Makes the activity new. */
    final void reset() {
        assert underWay == 0 && !pumping;
        failure = null;
        aborted = false;
        again = false;
    }

    /** Starts whatever can be started now. Not called any more once the activity {@linkplain #isStopping() stops}. */
    abstract void step();

    /** Returns true if everything is done, given that nothing is under way. */
    abstract boolean isComplete();

    /** Returns true if a failed activity may end, given that nothing is under way. */
    boolean mayFail() {
        return true;
    }

    /** Takes requests for buffers, and writes that wait, back. Called when the activity is aborted. */
    void cancelWaits() {}

    /**
     * Takes back requests that have not got to the device, by {@link #withdraw}. Called when the activity stops; one whose changes belong together
     * takes none back.
     */
    void withdrawAll() {}

    /** Gives back what it still holds. Called before the task ends. */
    void releaseAll() {}

    /** Ends the task after success. */
    void conclude() {
        succeed();
    }

    /** A request that was {@linkplain #submit submitted} has ended well; {@link #pump} follows. */
    abstract void done(Chunk chunk);

    /** A request has failed; {@link #pump} follows. True if the activity knows another way. */
    boolean recovers(Chunk chunk) {
        return false;
    }

    /** The chunk of a failed request is not needed any more. */
    void failed(Chunk chunk) {
        chunk.releaseBuffer();
    }

    /** The buffer that {@code chunk} was waiting for is there, in the chunk; {@link #pump} follows. */
    void granted(Chunk chunk) {}

    /** Returns true if no new work is to be started. */
    final boolean isStopping() {
        return aborted || failure != null;
    }

    /** Stops, and ends with {@code why} when all is at rest, unless there was a failure before. */
    final void stopWith(SenseData why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** Counts work that must come to rest before the task ends: 1 at its beginning, -1 at its end. */
    final void underWay(int change) {
        underWay += change;
    }

    /** Gives the chunk a buffer now, or later by {@link #granted}. */
    final boolean acquire(Chunk chunk, BufferShare share, int bytes) {
        IoBuffer buffer = share.acquire(bytes, chunk);
        if (buffer == null) {
            chunk.waitsFor = share;
            underWay++;
            return false;
        }
        chunk.buffer = buffer;
        return true;
    }

    /** Submits a request that reads or changes the medium, once no atomic command is in its way. */
    final void submitGated(Chunk chunk) {
        underWay++;
        if (task().unitNexus().gate().admits(chunk)) {
            task().unitNexus().deviceShare().submit(chunk.request);
        }
    }

    final void admitted(Chunk chunk) {
        if (isStopping()) {
            task().unitNexus().gate().ended(chunk);
            failed(chunk);
            underWay--;
            pump();
        } else {
            task().unitNexus().deviceShare().submit(chunk.request);
        }
    }

    final void submit(Chunk chunk) {
        underWay++;
        task().unitNexus().deviceShare().submit(chunk.request);
    }

    final void completed(Chunk chunk, BlockRequest request) {
        DeviceShare share = task().unitNexus().deviceShare();
        long weight = DeviceShare.weight(request);
        if (chunk.isUnderWay()) {
            task().unitNexus().gate().ended(chunk);
        }
        if (request.error() == null) {
            done(chunk);
        } else if (isStopping() || !recovers(chunk)) {
            stopWith(DeviceSense.of(request));
            failed(chunk);
            withdrawAll();
        }
        underWay--;
        pump();
        share.ended(weight);
    }

    final void bufferGranted(Chunk chunk, IoBuffer buffer) {
        chunk.waitsFor = null;
        chunk.buffer = buffer;
        granted(chunk);
        underWay--;
        pump();
    }

    final void cancelWait(Chunk chunk) {
        if (chunk.waitsFor != null) {
            chunk.waitsFor.cancel(chunk);
            chunk.waitsFor = null;
            underWay--;
        } else if (task().unitNexus().gate().cancel(chunk)) {
            underWay--;
        }
    }

    /** Takes back a request that waits for the nexus's share of the device; {@link #failed} is told. */
    final void withdraw(Chunk chunk) {
        if (task().unitNexus().deviceShare().withdraw(chunk.request)) {
            if (chunk.isUnderWay()) {
                task().unitNexus().gate().ended(chunk);
            }
            underWay--;
            failed(chunk);
        }
    }

    /** Goes on, now or, when called from within, after what is being done. */
    final void pump() {
        if (pumping) {
            again = true;
            return;
        }
        pumping = true;
        do {
            again = false;
            if (!isStopping()) {
                step();
            }
        } while (again);
        pumping = false;
        if (underWay == 0 && mayEnd()) {
            end();
        }
    }

    private boolean mayEnd() {
        return aborted || (failure != null ? mayFail() : isComplete());
    }

    private void end() {
        releaseAll();
        if (aborted) {
            rest();
        } else if (failure != null) {
            fail(failure);
        } else {
            conclude();
        }
    }

    @Override
    protected final void abort() {
        aborted = true;
        cancelWaits();
        withdrawAll();
        pump();
    }
}
