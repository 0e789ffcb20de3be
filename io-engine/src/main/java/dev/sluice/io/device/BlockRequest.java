package dev.sluice.io.device;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.memory.MemoryAccount;

/**
 * One operation on a block device: made once, used again and again.
 *
 * <p>The owner fills it by one of the {@code prepare} methods and submits it to a {@link DeviceChannel}; from then until
 * {@link BlockCompletion#completed} it belongs to the device, its buffer too. Offsets and lengths are in bytes and
 * multiples of 512; a device that needs more alignment sees to it itself.
 */
public final class BlockRequest {
    private final BlockCompletion completion;

    private BlockOperation operation;
    private long offset;
    private long length;
    private IoBuffer buffer;
    private int bufferOffset;
    private boolean forceUnitAccess;
    private MemoryAccount account;
    private DeviceError error;

    /** The owner's: free to use, untouched by devices. */
    public Object attachment;

    /** The device's: link of the list that it keeps the request in. */
    public BlockRequest next;

    /** The device's: bytes done so far. */
    public long progress;

    /** The device's: which operation of the request is under way, for those made of several. */
    public int stage;

    /** @param completion receiver of each end of this request */
    public BlockRequest(BlockCompletion completion) {
        this.completion = completion;
    }

    /** Makes this a read of {@code length} bytes into {@code buffer} at {@code bufferOffset}, a multiple of 4,096. */
    public BlockRequest prepareRead(long offset, int length, IoBuffer buffer, int bufferOffset) {
        return prepare(BlockOperation.READ, offset, length, buffer, bufferOffset, false);
    }

    /**
     * Makes this a read without a buffer, for channels with {@link DeviceChannel#leastLoanBytes}. The device lends its own memory: afterwards
     * {@link #buffer()} has the data from {@link #bufferOffset()} on, with one reference, and the data stay as they are until its last release. The buffer
     * is null if the device cannot lend that range now; a read with a buffer can.
     *
     * @param lentTo account that the loan counts for, until it comes home
     */
    public BlockRequest prepareLoan(long offset, int length, MemoryAccount lentTo) {
        prepare(BlockOperation.READ, offset, length, null, 0, false);
        account = lentTo;
        return this;
    }

    /**
     * Makes this a write of {@code length} bytes from {@code buffer} at {@code bufferOffset}, a multiple of 4,096.
     *
     * @param forceUnitAccess true where the data must be durable when the request completes
     */
    public BlockRequest prepareWrite(
            long offset, int length, IoBuffer buffer, int bufferOffset, boolean forceUnitAccess) {
        return prepare(BlockOperation.WRITE, offset, length, buffer, bufferOffset, forceUnitAccess);
    }

    /** Makes this a flush. */
    public BlockRequest prepareFlush() {
        return prepare(BlockOperation.FLUSH, 0, 0, null, 0, false);
    }

    /** Makes this an unmap of a range. */
    public BlockRequest prepareUnmap(long offset, long length) {
        return prepare(BlockOperation.UNMAP, offset, length, null, 0, false);
    }

    /** Makes this a write of zeroes over a range. */
    public BlockRequest prepareWriteZeroes(long offset, long length, boolean forceUnitAccess) {
        return prepare(BlockOperation.WRITE_ZEROES, offset, length, null, 0, forceUnitAccess);
    }

    /** Makes this the same operation as {@code outer}: its range, its buffer and its force-unit-access flag. */
    public BlockRequest prepareAs(BlockRequest outer) {
        return prepareAs(outer, outer.offset, outer.length);
    }

    /**
     * Makes this the same operation as {@code outer}, with its buffer and its force-unit-access flag, on another range.
     *
     * @param newLength for reads and writes it fits the buffer behind the outer offset
     */
    public BlockRequest prepareAs(BlockRequest outer, long newOffset, long newLength) {
        return prepare(outer.operation, newOffset, newLength, outer.buffer, outer.bufferOffset, outer.forceUnitAccess);
    }

    private BlockRequest prepare(
            BlockOperation operation,
            long offset,
            long length,
            IoBuffer buffer,
            int bufferOffset,
            boolean forceUnitAccess) {
        this.operation = operation;
        this.offset = offset;
        this.length = length;
        this.buffer = buffer;
        this.bufferOffset = bufferOffset;
        this.forceUnitAccess = forceUnitAccess;
        this.account = null;
        this.error = null;
        this.progress = 0;
        this.stage = 0;
        this.next = null;
        return this;
    }

    public BlockOperation operation() {
        return operation;
    }

    /** The first byte on the device. */
    public long offset() {
        return offset;
    }

    /** Bytes; for reads and writes it fits the buffer. */
    public long length() {
        return length;
    }

    /** The data, or null for operations without. */
    public IoBuffer buffer() {
        return buffer;
    }

    public int bufferOffset() {
        return bufferOffset;
    }

    /** Returns true where the data must be durable at completion. */
    public boolean forceUnitAccess() {
        return forceUnitAccess;
    }

    /** The account of a loan, or null for requests that ask for none. For devices only. */
    public MemoryAccount account() {
        return account;
    }

    /** Gives the loan that was asked for. For devices only. */
    public void lend(IoBuffer lent, int offsetInBuffer) {
        buffer = lent;
        bufferOffset = offsetInBuffer;
    }

    /** Null after success; otherwise why it failed. What part of a failed write reached the device is unknown. */
    public DeviceError error() {
        return error;
    }

    /** Ends the request. For devices only. */
    public void complete(DeviceError outcome) {
        error = outcome;
        completion.completed(this);
    }
}
