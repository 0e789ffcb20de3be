package dev.sluice.io.scsi;

import java.lang.foreign.MemorySegment;

/**
 * A SCSI command with its data and its answer: made once, used again and again. It belongs to whoever prepares it, and from
 * its submission to its completion to the device.
 */
public final class ScsiRequest {
    /** Which way data go. */
    public enum Direction {
        NONE,
        TO_DEVICE,
        FROM_DEVICE
    }

    /** SPC-4 4.2.3. */
    public static final int MAX_CDB_BYTES = 260;

    /** SPC-4 4.5.1. */
    public static final int MAX_SENSE_BYTES = 252;

    private final byte[] cdb = new byte[MAX_CDB_BYTES];
    private final byte[] sense = new byte[MAX_SENSE_BYTES];
    private int cdbLength;
    private Direction direction = Direction.NONE;
    private MemorySegment data = MemorySegment.NULL;
    private int length;
    private int timeoutMillis;

    private ScsiOutcome outcome;
    private int status;
    private int senseLength;
    private int transferred;

    /** The operation of the device for this submission. */
    Runnable work;

    /** Makes it a command without data, which is copied. */
    public ScsiRequest prepare(byte[] command, int commandLength, int timeout) {
        System.arraycopy(command, 0, cdb, 0, commandLength);
        cdbLength = commandLength;
        timeoutMillis = timeout;
        direction = Direction.NONE;
        data = MemorySegment.NULL;
        length = 0;
        failed(ScsiOutcome.FAILED);
        return this;
    }

    /** Adds data to a prepared command: the first {@code bytes} of native memory. */
    public ScsiRequest withData(Direction way, MemorySegment memory, int bytes) {
        assert memory.isNative() && memory.byteSize() >= bytes;
        direction = way;
        data = memory;
        length = bytes;
        return this;
    }

    /** The device has answered. Called by the {@link ScsiDevice}. */
    public void answered(int statusCode, byte[] senseData, int senseBytes, int transferredBytes) {
        outcome = ScsiOutcome.ANSWERED;
        status = statusCode;
        senseLength = Math.min(senseBytes, MAX_SENSE_BYTES);
        System.arraycopy(senseData, 0, sense, 0, senseLength);
        transferred = Math.clamp(transferredBytes, 0, length);
    }

    /** There is no answer. Called by the {@link ScsiDevice}. */
    public void failed(ScsiOutcome why) {
        outcome = why;
        status = 0;
        senseLength = 0;
        transferred = 0;
    }

    /** The first {@link #cdbLength()} bytes are the command. */
    public byte[] cdb() {
        return cdb;
    }

    public int cdbLength() {
        return cdbLength;
    }

    public Direction direction() {
        return direction;
    }

    public MemorySegment data() {
        return data;
    }

    /** Bytes to move. */
    public int length() {
        return length;
    }

    public int timeoutMillis() {
        return timeoutMillis;
    }

    public ScsiOutcome outcome() {
        return outcome;
    }

    /** The status byte, where there is an answer. */
    public int status() {
        return status;
    }

    /** The sense data: the first {@link #senseLength()} bytes. */
    public byte[] sense() {
        return sense;
    }

    public int senseLength() {
        return senseLength;
    }

    /** The number of bytes that have moved: the length without the residual. */
    public int transferred() {
        return transferred;
    }
}
