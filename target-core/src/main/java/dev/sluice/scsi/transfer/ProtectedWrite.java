package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.protection.ProtectionChecks;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Takes blocks with or without protection information, checks them, and writes them with theirs, or compares them with what is
 * there. One piece after the other; a piece in which something is wrong is not written.
 */
public final class ProtectedWrite extends ProtectedActivity {
    public static final ActivityType<ProtectedWrite> TYPE =
            new ActivityType<>(ProtectedWrite.class, ProtectedWrite::new);

    /** The work on the blocks. */
    public enum Mode {
        WRITE(false, true, false, false),
        WRITE_AND_READ(false, true, true, false),
        WRITE_AND_COMPARE(false, true, true, true),
        COMPARE(true, false, false, true),
        /** First the blocks that must be there, then as many to write; all in one piece. */
        COMPARE_AND_WRITE(true, true, false, true),
        /** Sets the bits that are set in the data. */
        OR(true, true, false, false);

        private final boolean reads;
        private final boolean writes;
        private final boolean readsBack;
        private final boolean compares;

        Mode(boolean reads, boolean writes, boolean readsBack, boolean compares) {
            this.reads = reads;
            this.writes = writes;
            this.readsBack = readsBack;
            this.compares = compares;
        }
    }

    /** Data that has arrived. */
    private record Piece(IoBuffer buffer, int offset, int length) {}

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private Mode mode;
    private ProtectionChecks checks;
    private int stride;
    private long nextLba;
    private long remaining;
    private long expected;
    private long received;
    private int gathered;
    private int taken;
    private boolean torn;
    /** The data of the initiator: first as they came, then the blocks that are to be written or compared, without information. */
    private byte[] data;
    /** The data that were read, for as long as they are looked at. */
    private byte[] seen;

    private long[] wanted = {};
    /** One block for all of a range that is filled with it, or null. */
    private byte[] pattern;

    private long patternLba;

    private ProtectedWrite() {}

    /**
     * Takes {@code count} blocks. Of what is written, an initiator may send fewer whole blocks, which are written then; what is to be
     * compared has to come as a whole.
     *
     * @param durably true if the data must be durable at the end, whatever the write cache
     */
    public void start(long firstLba, long count, Mode what, ProtectionChecks how, boolean durably) {
        stride = how.stride(task().unit().blockSize());
        int copies = what == Mode.COMPARE_AND_WRITE ? 2 : 1;
        long length = copies * count * stride;
        boolean isDivisible = what != Mode.COMPARE && what != Mode.COMPARE_AND_WRITE;
        if (isDivisible ? !takesUnits(length, stride) : !takesWhole(length)) {
            return;
        }
        expected = Math.min(length, task().expectedDataOut());
        prepare(firstLba, expected / stride / copies, what, how, durably);
        if (expected == 0) {
            succeed();
        } else if (borrow()) {
            task().transport().requestDataOut(expected, 1);
        }
    }

    /**
     * Writes, or compares with, one block, {@code block}, which is followed by its information where {@code how} says so. It is the activity's until
     * the task ends.
     */
    public void same(long firstLba, long count, Mode what, ProtectionChecks how, byte[] block) {
        stride = how.stride(task().unit().blockSize());
        expected = 0;
        prepare(firstLba, count, what, how, false);
        pattern = block;
        patternLba = firstLba;
        if (remaining == 0 || borrow()) {
            pump();
        }
    }

    /** Gets the array for a piece, before anything is asked for; false if the task has ended because there is none. */
    private boolean borrow() {
        data = task().borrow(pieceBytes(pieceBlocks()));
        if (data == null) {
            refuse();
        }
        return data != null;
    }

    private int pieceBlocks() {
        return (int) Math.min(remaining, BufferPool.MAX_BUFFER_BYTES / stride);
    }

    private int pieceBytes(int count) {
        return (mode == Mode.COMPARE_AND_WRITE ? 2 : 1) * count * stride;
    }

    private void prepare(long firstLba, long count, Mode what, ProtectionChecks how, boolean durably) {
        resetProtected(durably);
        mode = what;
        checks = how;
        nextLba = firstLba;
        remaining = count;
        received = 0;
        gathered = 0;
        taken = 0;
        torn = false;
        pattern = null;
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

    @Override
    BufferShare buffers() {
        return task().unitNexus().scratchBuffers();
    }

    @Override
    void step() {
        if (isBusy() || remaining == 0) {
            return;
        }
        int count = pieceBlocks();
        int needed = pieceBytes(count);
        if (pattern == null) {
            gather(needed);
        } else {
            for (gathered = 0; gathered < needed; gathered += stride) {
                System.arraycopy(pattern, 0, data, gathered, stride);
            }
        }
        if (gathered == needed && take(count)) {
            gathered = 0;
            torn = false;
            begin(nextLba, count, count * blockSize);
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

    /** Parts blocks and information, and checks them; false if something is wrong. */
    private boolean take(int count) {
        if (wanted.length < count) {
            wanted = new long[count];
        }
        int all = gathered / stride;
        for (int i = 0; i < all; i++) {
            // A block's information stands behind the place that the block comes to.
            System.arraycopy(data, i * stride, data, i * blockSize, blockSize);
            if (checks.transferred() && i < count) {
                SenseData wrong = takeInformation(i);
                if (wrong != null) {
                    stopWith(wrong);
                    return false;
                }
            }
        }
        return true;
    }

    private SenseData takeInformation(int i) {
        long sent = getInformation(data, i * stride + blockSize);
        if (pattern != null && type == ProtectionType.TYPE_1) {
            // The reference tag that came is the first block's, and is counted on; SBC-3 5.47.
            long tag = sent + (nextLba + i - patternLba) & 0xFFFF_FFFFL;
            sent = sent & 0xFFFF_FFFF_0000_0000L | tag;
        }
        wanted[i] = sent;
        return checks.check(type, sent, data, i * blockSize, blockSize, nextLba + i);
    }

    @Override
    boolean perform(int position) {
        if (isStopping() && !torn) {
            return false;
        }
        switch (position) {
            case 0 -> readInformation();
            case 1 -> {
                takeInformation();
                if (mode.reads) {
                    readData();
                } else {
                    writeData(0);
                }
            }
            case 2 -> {
                return mode.reads ? combine() : afterData();
            }
            case 3 -> {
                return mode.reads ? afterData() : afterInformation();
            }
            default -> {
                return mode.readsBack && !isStopping() ? finishReading() : finish();
            }
        }
        return true;
    }

    private boolean combine() {
        look();
        int bytes = blocks * blockSize;
        if (mode == Mode.OR) {
            SenseData wrong = checkSeen();
            if (wrong != null) {
                stopWith(wrong);
                return false;
            }
            for (int i = 0; i < bytes; i++) {
                data[i] |= seen[i];
            }
        } else if (!agrees()) {
            return false;
        }
        if (!mode.writes) {
            return finish();
        }
        writeData(mode == Mode.COMPARE_AND_WRITE ? bytes : 0);
        return true;
    }

    private void writeData(int from) {
        int bytes = blocks * blockSize;
        if (!checks.transferred()) {
            for (int i = 0; i < blocks; i++) {
                wanted[i] = ProtectionChecks.generate(type, data, from + i * blockSize, blockSize, lba + i);
            }
        }
        torn = true;
        task().loopUnit().gate().changes(lba * blockSize, bytes);
        MemorySegment.copy(data, from, chunk.buffer.segment(), ValueLayout.JAVA_BYTE, 0, bytes);
        chunk.request.prepareWrite(lba * blockSize, bytes, chunk.buffer, 0, forceUnitAccess);
        submit(chunk);
    }

    private boolean afterData() {
        System.arraycopy(wanted, 0, information, 0, blocks);
        writeInformation();
        return true;
    }

    private boolean afterInformation() {
        torn = false;
        if (mode.readsBack && !isStopping()) {
            readData();
            return true;
        }
        return finish();
    }

    private boolean finishReading() {
        look();
        return agrees() && finish();
    }

    private boolean finish() {
        nextLba += blocks;
        remaining -= blocks;
        return false;
    }

    private void look() {
        int bytes = blocks * blockSize;
        seen = task().loop().heap().workspace(bytes);
        MemorySegment.copy(chunk.buffer.segment(), ValueLayout.JAVA_BYTE, 0, seen, 0, bytes);
    }

    /** Returns true if what was seen is what it should be; otherwise the activity stops. */
    private boolean agrees() {
        if (mode.compares) {
            int differs = Arrays.mismatch(seen, 0, blocks * blockSize, data, 0, blocks * blockSize);
            if (differs >= 0) {
                stopWith(
                        mode == Mode.COMPARE_AND_WRITE
                                ? SenseData.MISCOMPARE.withInformation(differs)
                                : SenseData.MISCOMPARE);
                return false;
            }
        }
        SenseData wrong = mode == Mode.COMPARE && checks.transferred() ? compareSent() : checkSeen();
        if (wrong != null) {
            stopWith(wrong);
        }
        return wrong == null;
    }

    private SenseData compareSent() {
        SenseData wrong = null;
        for (int i = 0; i < blocks && wrong == null; i++) {
            wrong = checks.compare(wanted[i], information[i], lba + i);
        }
        return wrong;
    }

    private SenseData checkSeen() {
        SenseData wrong = null;
        for (int i = 0; i < blocks && wrong == null; i++) {
            wrong = checks.check(type, information[i], seen, i * blockSize, blockSize, lba + i);
        }
        return wrong;
    }

    @Override
    boolean isComplete() {
        return remaining == 0 && !isBusy();
    }

    /** The rest of the data is on its way, and is taken off the wire before the status says that it is not wanted. */
    @Override
    boolean mayFail() {
        return received == expected;
    }

    @Override
    void releaseAll() {
        super.releaseAll();
        while (!pieces.isEmpty()) {
            pieces.remove().buffer().release();
        }
        pattern = null;
        data = null;
        seen = null;
        if (wanted.length > KEPT_BLOCKS) {
            wanted = new long[0];
        }
    }
}
