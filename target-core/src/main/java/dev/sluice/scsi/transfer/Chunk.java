package dev.sluice.scsi.transfer;

import dev.sluice.io.device.BlockCompletion;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.atomic.MediumAccess;

/** A piece of a transfer that fits one buffer, with the request that moves it: made once, used again and again. */
final class Chunk extends MediumAccess implements BlockCompletion, BufferWaiter {
    /** The state of the chunk. */
    enum Stage {
        NEEDS_BUFFER,
        IN_DEVICE,
        READY
    }

    final DeviceActivity owner;
    final BlockRequest request = new BlockRequest(this);

    Stage stage;
    /** The memory that the device fills or empties, or null. */
    IoBuffer buffer;
    /** Data from the initiator, and where in its buffer; or null. */
    IoBuffer data;

    int dataOffset;
    /** On the device, in bytes. */
    long offset;
    /** Bytes, whole blocks. */
    int length;
    /** The share that the chunk waits for a buffer of, or null. */
    BufferShare waitsFor;

    Chunk next;

    Chunk(DeviceActivity owner) {
        this.owner = owner;
    }

    /** The same, of an activity that changes nothing. */
    Chunk reading() {
        onlyReads();
        return this;
    }

    /** The offset of the data in the buffer: not 0 in a loan. */
    int bufferOffset() {
        return request.bufferOffset();
    }

    void releaseBuffer() {
        if (buffer != null) {
            IoBuffer released = buffer;
            buffer = null;
            released.release();
        }
    }

    void releaseData() {
        if (data != null) {
            IoBuffer released = data;
            data = null;
            released.release();
        }
    }

    @Override
    public void completed(BlockRequest ended) {
        owner.completed(this, ended);
    }

    @Override
    protected BlockRequest request() {
        return request;
    }

    @Override
    protected void admitted() {
        owner.admitted(this);
    }

    @Override
    public void bufferGranted(IoBuffer granted) {
        owner.bufferGranted(this, granted);
    }
}
