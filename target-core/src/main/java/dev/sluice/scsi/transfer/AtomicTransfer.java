package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.atomic.AtomicSection;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;

/**
 * Reads blocks, combines them with data from the initiator, and writes them, so that no other command changes them in
 * between: step by step, each step in an {@link AtomicSection} of its own. Or writes them as a whole, and nobody reads them meanwhile.
 *
 * <p>A step's data are gathered on the heap before it begins, in an array that is the command's before it asks for any, and its buffer is got before it stands in line: so nobody
 * waits there for a slow initiator or for memory, and whoever waits holds one buffer.
 */
public final class AtomicTransfer extends DeviceActivity {
    public static final ActivityType<AtomicTransfer> TYPE =
            new ActivityType<>(AtomicTransfer.class, AtomicTransfer::new);

    /** The most blocks of one step that reads them, in bytes. */
    public static final int STEP_BYTES = 64 << 10;

    /** The most that is written in one step, in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    /** The work on the blocks. */
    public enum Mode {
        /** The data are the blocks that must be there, and then as many to write; all in one step. */
        COMPARE_AND_WRITE,
        /** Sets the bits that are set in the data. */
        OR,
        /** Nothing: they are replaced, all in one step. */
        WRITE
    }

    private enum Phase {
        GATHERING,
        WAITING_FOR_BUFFER,
        WAITING_FOR_RANGE,
        READING,
        WRITING
    }

    /** Data that has arrived. */
    private record Piece(IoBuffer buffer, int offset, int length) {}

    private final Chunk chunk = new Chunk(this);
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private Mode mode;
    private boolean forceUnitAccess;
    private long expected;
    private long received;
    private long done;
    private Phase phase;
    private byte[] data;
    private int gathered;
    private int taken;
    private int written;
    private AtomicSection section;

    private AtomicTransfer() {}

    /**
     * @param offset on the device, in bytes, a multiple of the block size
     * @param length of the range in bytes, a multiple of the block size; to compare, at most {@link #STEP_BYTES}; to write as a
     *     whole, at most {@link #MOST_BYTES}
     * @param durably true if the blocks must be durable at the end, whatever the write cache
     */
    public void start(long offset, long length, Mode mode, boolean durably) {
        long dataLength = mode == Mode.COMPARE_AND_WRITE ? 2 * length : length;
        int blockSize = task().unit().blockSize();
        if (mode == Mode.OR ? !takesUnits(dataLength, blockSize) : !takesWhole(dataLength)) {
            return;
        }
        reset();
        this.mode = mode;
        forceUnitAccess = durably || !task().unitState().modes().writeCache();
        expected = Math.min(dataLength, task().expectedDataOut());
        received = 0;
        done = 0;
        phase = Phase.GATHERING;
        gathered = 0;
        taken = 0;
        chunk.offset = offset;
        if (expected == 0) {
            succeed();
            return;
        }
        data = task().borrow(stepData());
        if (data == null) {
            refuse();
            return;
        }
        task().transport().requestDataOut(expected, blockSize);
    }

    @Override
    protected void dataOut(IoBuffer buffer, int offset, int length) {
        assert received + length <= expected : "more data than was asked for";
        received += length;
        if (isStopping()) {
            buffer.release();
        } else {
            pieces.add(new Piece(buffer, offset, length));
        }
        pump();
    }

    /** The data that the step needs, in bytes. */
    private int stepData() {
        int most =
                switch (mode) {
                    case COMPARE_AND_WRITE -> 2 * STEP_BYTES;
                    case OR -> STEP_BYTES;
                    case WRITE -> MOST_BYTES;
                };
        return (int) Math.min(expected - done, most);
    }

    @Override
    void step() {
        if (phase != Phase.GATHERING) {
            return;
        }
        int needed = stepData();
        gather(needed);
        if (gathered == needed && needed > 0) {
            int blocks = mode == Mode.COMPARE_AND_WRITE ? needed / 2 : needed;
            chunk.length = blocks;
            phase = Phase.WAITING_FOR_BUFFER;
            written = 0;
            int bytes = Math.min(chunk.length, BufferPool.MAX_BUFFER_BYTES);
            if (acquire(chunk, task().unitNexus().scratchBuffers(), bytes)) {
                standInLine();
            }
        }
    }

    private void gather(int needed) {
        while (gathered < needed && !pieces.isEmpty()) {
            Piece piece = pieces.element();
            int length = Math.min(needed - gathered, piece.length() - taken);
            MemorySegment source = piece.buffer().segment();
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, piece.offset() + taken, data, gathered, length);
            gathered += length;
            taken += length;
            if (taken == piece.length()) {
                taken = 0;
                pieces.remove().buffer().release();
            }
        }
    }

    @Override
    void granted(Chunk ignored) {
        if (!isStopping()) {
            standInLine();
        }
    }

    private void standInLine() {
        phase = Phase.WAITING_FOR_RANGE;
        underWay(1);
        section = AtomicSection.enter(
                task().loopUnit().gate(), chunk.offset, chunk.length, mode == Mode.WRITE, this::entered);
    }

    private void entered() {
        if (mode == Mode.WRITE) {
            phase = Phase.WRITING;
            writePiece();
        } else {
            phase = Phase.READING;
            chunk.request.prepareRead(chunk.offset, chunk.length, chunk.buffer, 0);
            submit(chunk);
        }
        underWay(-1);
        pump();
    }

    private void writePiece() {
        task().loopUnit().gate().changes(chunk.offset, chunk.length);
        int length = Math.min(gathered - written, BufferPool.MAX_BUFFER_BYTES);
        MemorySegment.copy(data, written, chunk.buffer.segment(), ValueLayout.JAVA_BYTE, 0, length);
        chunk.request.prepareWrite(chunk.offset + written, length, chunk.buffer, 0, forceUnitAccess);
        written += length;
        submit(chunk);
    }

    @Override
    void done(Chunk ignored) {
        if (phase == Phase.READING && !isStopping() && combine()) {
            phase = Phase.WRITING;
            task().loopUnit().gate().changes(chunk.offset, chunk.length);
            chunk.request.prepareWrite(chunk.offset, chunk.length, chunk.buffer, 0, forceUnitAccess);
            submit(chunk);
            return;
        }
        if (mode == Mode.WRITE && written < gathered) {
            // An abort comes too late for it: all or nothing.
            writePiece();
            return;
        }
        endStep();
        if (phase == Phase.WRITING) {
            done += gathered;
            chunk.offset += chunk.length;
            gathered = 0;
            phase = Phase.GATHERING;
        }
    }

    /** Changes what was read into what is to be written; false if nothing is. */
    private boolean combine() {
        MemorySegment blocks = chunk.buffer.segment();
        if (mode == Mode.OR) {
            for (int i = 0; i < gathered; i++) {
                blocks.set(ValueLayout.JAVA_BYTE, i, (byte) (blocks.get(ValueLayout.JAVA_BYTE, i) | data[i]));
            }
            return true;
        }
        int length = chunk.length;
        long differs = MemorySegment.mismatch(blocks, 0, length, MemorySegment.ofArray(data), 0, length);
        if (differs >= 0) {
            stopWith(SenseData.MISCOMPARE.withInformation(differs));
            return false;
        }
        MemorySegment.copy(data, length, blocks, ValueLayout.JAVA_BYTE, 0, length);
        return true;
    }

    @Override
    void failed(Chunk ignored) {
        endStep();
    }

    private void endStep() {
        chunk.releaseBuffer();
        leave();
        if (isStopping()) {
            dropPieces();
        }
    }

    private void leave() {
        if (section != null) {
            AtomicSection left = section;
            section = null;
            left.leave();
        }
    }

    @Override
    boolean isComplete() {
        return done == expected;
    }

    /** The rest of the data is on its way, and is taken off the wire before the status says that it is not wanted. */
    @Override
    boolean mayFail() {
        return received == expected;
    }

    private void dropPieces() {
        while (!pieces.isEmpty()) {
            pieces.remove().buffer().release();
        }
    }

    @Override
    void cancelWaits() {
        cancelWait(chunk);
        if (phase == Phase.WAITING_FOR_RANGE) {
            leave();
            underWay(-1);
        }
    }

    @Override
    void releaseAll() {
        dropPieces();
        chunk.releaseBuffer();
        data = null;
    }
}
