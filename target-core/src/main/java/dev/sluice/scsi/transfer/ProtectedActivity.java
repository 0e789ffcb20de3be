package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.scsi.atomic.AtomicSection;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Works on blocks with protection information: piece by piece, each in an {@link AtomicSection} of its own that covers whole
 * sectors of information, so that nobody sees new data with old information, and no neighbour's information is lost.
 *
 * <p>The piece's only buffer is got before it stands in line. It holds sectors of information and then, once those are on the
 * heap, data.
 */
abstract class ProtectedActivity extends DeviceActivity {
    private static final ValueLayout.OfLong INFORMATION =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Blocks whose information a task has room for between its commands. */
    static final int KEPT_BLOCKS = ProtectedDevice.SECTOR_BLOCKS;

    final Chunk chunk = new Chunk(this);
    ProtectionType type;
    int blockSize;
    boolean forceUnitAccess;
    /** The piece's first block, and how many there are. */
    long lba;

    int blocks;
    /** The protection information of the piece's blocks. */
    long[] information = {};

    private long[] stored = {};
    private int position;
    private boolean busy;
    private boolean waiting;
    private AtomicSection section;

    /** Makes the activity new. */
    final void resetProtected(boolean durably) {
        reset();
        type = task().unit().settings().protection();
        blockSize = task().unit().blockSize();
        forceUnitAccess = durably || !task().unitState().modes().writeCache();
        busy = false;
        waiting = false;
    }

    final boolean isBusy() {
        return busy;
    }

    /** The share that the buffers come from. */
    abstract BufferShare buffers();

    /**
     * Submits what comes at that place in the order of things, or does it; false if that was the last of the piece. Nothing
     * more is to be submitted when the activity stops, unless that tears data and information apart.
     */
    abstract boolean perform(int position);

    /** Works on a piece: {@link #perform} follows, in its section. */
    final void begin(long firstLba, int count, int bufferBytes) {
        busy = true;
        lba = firstLba;
        blocks = count;
        position = 0;
        int sectors = ProtectedDevice.sectorBytes(firstLba, count);
        if (acquire(chunk, buffers(), Math.max(bufferBytes, Math.min(sectors, BufferPool.MAX_BUFFER_BYTES)))) {
            standInLine();
        }
    }

    @Override
    final void granted(Chunk ignored) {
        if (!isStopping()) {
            standInLine();
        }
    }

    private void standInLine() {
        long first = lba / ProtectedDevice.SECTOR_BLOCKS * ProtectedDevice.SECTOR_BLOCKS;
        long end = Math.ceilDiv(lba + blocks, ProtectedDevice.SECTOR_BLOCKS) * ProtectedDevice.SECTOR_BLOCKS;
        waiting = true;
        underWay(1);
        section = AtomicSection.enter(
                task().loopUnit().gate(), first * blockSize, (end - first) * blockSize, true, this::entered);
    }

    private void entered() {
        waiting = false;
        goOn();
        underWay(-1);
        pump();
    }

    private void goOn() {
        if (!perform(position++)) {
            endPiece();
        }
    }

    @Override
    final void done(Chunk ignored) {
        goOn();
    }

    @Override
    final void failed(Chunk ignored) {
        endPiece();
    }

    private void endPiece() {
        busy = false;
        chunk.releaseBuffer();
        leave();
    }

    /** Ends the piece's time alone with its blocks. */
    final void leave() {
        if (section != null) {
            AtomicSection left = section;
            section = null;
            left.leave();
        }
    }

    final void readInformation() {
        chunk.request.prepareRead(
                ProtectedDevice.sectorOf(lba), ProtectedDevice.sectorBytes(lba, blocks), chunk.buffer, 0);
        submit(chunk);
    }

    /** Takes over the information that was read. */
    final void takeInformation() {
        int count = ProtectedDevice.sectorBytes(lba, blocks) / ProtectionType.BYTES;
        if (stored.length < count) {
            stored = new long[count];
            information = new long[count];
        }
        MemorySegment.copy(chunk.buffer.segment(), INFORMATION, 0, stored, 0, count);
        for (int i = 0; i < blocks; i++) {
            information[i] = ~stored[indexOf(i)];
        }
    }

    /** Writes the piece's information, among that of its neighbours which was read before. */
    final void writeInformation() {
        for (int i = 0; i < blocks; i++) {
            stored[indexOf(i)] = ~information[i];
        }
        int bytes = ProtectedDevice.sectorBytes(lba, blocks);
        MemorySegment.copy(stored, 0, chunk.buffer.segment(), INFORMATION, 0, bytes / ProtectionType.BYTES);
        chunk.request.prepareWrite(ProtectedDevice.sectorOf(lba), bytes, chunk.buffer, 0, forceUnitAccess);
        submit(chunk);
    }

    private int indexOf(int block) {
        return (int) (lba % ProtectedDevice.SECTOR_BLOCKS) + block;
    }

    final void readData() {
        chunk.request.prepareRead(lba * blockSize, blocks * blockSize, chunk.buffer, 0);
        submit(chunk);
    }

    @Override
    void cancelWaits() {
        cancelWait(chunk);
        if (waiting) {
            waiting = false;
            leave();
            underWay(-1);
        }
    }

    @Override
    void releaseAll() {
        chunk.releaseBuffer();
        if (stored.length > KEPT_BLOCKS) {
            stored = new long[0];
            information = new long[0];
        }
    }

    static long getInformation(byte[] source, int offset) {
        return MemorySegment.ofArray(source).get(INFORMATION, offset);
    }

    static void putInformation(MemorySegment target, long offset, long value) {
        target.set(INFORMATION, offset, value);
    }
}
