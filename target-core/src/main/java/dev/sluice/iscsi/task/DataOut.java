package dev.sluice.iscsi.task;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataOutPdu;
import dev.sluice.iscsi.transport.PduReceiver;
import dev.sluice.iscsi.transport.SendBatch;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;

/**
 * The Data-Out of a command, RFC 7143 11.8 and 4.2.5.2: immediate, unsolicited, and solicited by R2Ts.
 *
 * <p>The data are cut into pieces, each in a buffer of its own, which go to the device server as they become whole. An R2T is
 * sent when there are buffers for all that it asks for, from a pool of their own: a connection that waits for memory then
 * never waits for another initiator. Owner: the session's loop thread.
 */
public final class DataOut implements BufferWaiter {
    private static final int MAX_PIECES = 8;
    private static final int LARGEST_BLOCK = 4096;

    private final ScsiExchange command;
    private final BufferShare solicited;
    private final int firstBurstLength;
    private final int maxBurstLength;

    private IoBuffer immediate;
    private int immediateLength;
    private boolean unsolicitedOpen;
    private long unsolicitedEnd;
    private int unsolicitedDataSn;

    private boolean requested;
    private long wanted;
    private int pieceBytes;
    /** All before this offset has arrived. */
    private long received;
    /** All before this offset has a buffer or has been handed on. */
    private long covered;
    /** All before this offset is unsolicited, or an R2T has solicited it. */
    private long asked;

    private final IoBuffer[] pieces = new IoBuffer[MAX_PIECES];
    private final long[] pieceStarts = new long[MAX_PIECES];
    private int firstPiece;
    private int pieceCount;
    private boolean waiting;

    private final OutstandingR2ts bursts;
    /** Something of what is under way is missing: all of it is dropped, and solicited again. */
    private boolean broken;

    DataOut(ScsiExchange command, TaskResources resources) {
        this.command = command;
        this.solicited = resources.buffers().solicited();
        this.firstBurstLength = resources.parameters().firstBurstLength();
        this.maxBurstLength = resources.parameters().maxBurstLength();
        this.bursts = new OutstandingR2ts(command, resources);
    }

    /**
     * Begins with a command.
     *
     * @param unsolicited true if unsolicited Data-Out PDUs follow
     * @param expectedLength Expected Data Transfer Length, in bytes
     */
    void begin(boolean unsolicited, long expectedLength) {
        immediateLength = 0;
        unsolicitedOpen = unsolicited;
        unsolicitedEnd = Math.min(expectedLength, firstBurstLength);
        unsolicitedDataSn = 0;
        requested = false;
        received = 0;
        covered = 0;
        asked = 0;
        bursts.begin(0);
        broken = false;
    }

    /** The buffer of the immediate data, with its reference. */
    public void immediate(IoBuffer buffer, int length) {
        immediate = buffer;
        immediateLength = length;
        received = length;
        covered = length;
        asked = length;
    }

    public IoBuffer immediateBuffer() {
        return immediate;
    }

    /** Gives a buffer of FirstBurstLength for unsolicited data, of which the session has a stock. */
    public void coverUnsolicited(IoBuffer buffer) {
        if (immediate != null && immediateLength % LARGEST_BLOCK != 0) {
            addPiece(0, buffer);
            moveImmediateInto(buffer);
        } else {
            addPiece(received, buffer);
        }
        covered = unsolicitedEnd;
    }

    /** The device server wants the first {@code length} bytes. */
    void request(long length, int pieceSize) {
        requested = true;
        wanted = length;
        pieceBytes = pieceSize;
        if (immediate != null && !passOnImmediate()) {
            return;
        }
        passOnWholePieces();
        askForMore();
    }

    /** False if there is no memory for a command whose immediate data end within a block. */
    private boolean passOnImmediate() {
        IoBuffer buffer = immediate;
        int usable = (int) Math.min(immediateLength, wanted);
        if (usable == wanted || usable % pieceBytes == 0) {
            immediate = null;
            handOn(buffer, usable);
            return true;
        }
        IoBuffer larger = solicited.tryAcquire(pieceLength(0));
        if (larger == null) {
            command.failBusy();
            return false;
        }
        addPiece(0, larger);
        covered = pieceLength(0);
        moveImmediateInto(larger);
        return true;
    }

    private void moveImmediateInto(IoBuffer larger) {
        MemorySegment.copy(immediate.segment(), 0, larger.segment(), 0, immediateLength);
        immediate.release();
        immediate = null;
    }

    private int pieceLength(long start) {
        return (int) Math.min(wanted - start, BufferPool.MAX_BUFFER_BYTES);
    }

    private void addPiece(long start, IoBuffer buffer) {
        int at = (firstPiece + pieceCount++) % MAX_PIECES;
        pieces[at] = buffer;
        pieceStarts[at] = start;
    }

    private void handOn(IoBuffer buffer, int length) {
        command.task().dataOut(buffer, 0, length);
    }

    /** The end of the first piece: where its buffer, or what is wanted, ends. */
    private long firstPieceEnd() {
        long bufferEnd = pieceStarts[firstPiece] + pieces[firstPiece].capacity();
        return Math.min(
                pieceCount == 1 ? Math.min(bufferEnd, covered) : pieceStarts[(firstPiece + 1) % MAX_PIECES],
                requested ? wanted : Long.MAX_VALUE);
    }

    private void passOnWholePieces() {
        while (requested && pieceCount > 0 && received >= firstPieceEnd()) {
            IoBuffer buffer = pieces[firstPiece];
            int length = (int) (firstPieceEnd() - pieceStarts[firstPiece]);
            pieces[firstPiece] = null;
            firstPiece = (firstPiece + 1) % MAX_PIECES;
            pieceCount--;
            if (length > 0) {
                handOn(buffer, length);
            } else {
                buffer.release();
            }
        }
    }

    /** Gets buffers and sends R2Ts, as many as were agreed on. */
    private void askForMore() {
        while (requested && !command.isEnding() && !unsolicitedOpen && !waiting && asked < wanted && !bursts.isFull()) {
            long end = Math.min(wanted, asked + maxBurstLength);
            if (!cover(end)) {
                // A request for what there is: two commands that each keep a part of a burst would wait for each other.
                if (covered <= asked) {
                    return;
                }
                end = covered;
            }
            bursts.add(asked, end);
            asked = end;
            command.wantToSend();
        }
    }

    private boolean cover(long end) {
        while (covered < end) {
            if (pieceCount == MAX_PIECES) {
                return false;
            }
            IoBuffer buffer = solicited.acquire(pieceLength(covered), this);
            if (buffer == null) {
                waiting = true;
                return false;
            }
            coverWith(buffer);
        }
        return true;
    }

    private void coverWith(IoBuffer buffer) {
        addPiece(covered, buffer);
        covered += pieceLength(covered);
    }

    @Override
    public void bufferGranted(IoBuffer buffer) {
        waiting = false;
        coverWith(buffer);
        askForMore();
    }

    /** Gives the tags of the R2Ts that were sent and are not answered in full, and forgets those that were not sent. */
    public void forEachOpenBurst(IntConsumer transferTag) {
        bursts.forEachSent(transferTag);
    }

    /** Writes R2T PDUs, RFC 7143 11.8; false when the batch is full before all are written. */
    boolean encodeRequests(SendBatch batch) {
        return bursts.encode(batch);
    }

    /** Returns true if a Data-Out PDU is to be dropped, because another one before it is missing (RFC 7143 7.8). */
    public boolean isOutOfSequence(BasicHeader header) {
        boolean unasked = DataOutPdu.isUnsolicited(header);
        boolean due = unasked ? unsolicitedOpen : bursts.isDue(header);
        int dataSn = unasked ? unsolicitedDataSn : bursts.dataSn();
        broken |= due && DataOutPdu.dataSn(header) - dataSn > 0;
        return due && broken;
    }

    /** A Data-Out PDU has been lost or dropped. At the end of its sequence the missing data are solicited again. */
    public void lost(BasicHeader header) {
        broken = true;
        if (!header.isFinal()) {
            return;
        }
        if (DataOutPdu.isUnsolicited(header)) {
            unsolicitedOpen = false;
        } else if (bursts.isDue(header)) {
            bursts.remove();
        }
        restart();
    }

    /** Solicits again all that has not arrived. */
    private void restart() {
        broken = false;
        asked = received;
        askForMore();
    }

    /** The task goes on over another connection: solicited data do not come any more. */
    void reassigned(int nextR2tSn) {
        endSequences();
        bursts.begin(nextR2tSn);
        restart();
    }

    /** The fault of a Data-Out PDU, or null. */
    public DataFault check(BasicHeader header) {
        boolean unasked = DataOutPdu.isUnsolicited(header);
        if (unasked ? !unsolicitedOpen : !bursts.isDue(header)) {
            return unasked ? DataFault.UNEXPECTED : DataFault.TRANSFER_TAG;
        }
        long end = unasked ? unsolicitedEnd : bursts.end();
        if (DataOutPdu.dataSn(header) != (unasked ? unsolicitedDataSn : bursts.dataSn())) {
            return DataFault.GAP;
        }
        if (DataOutPdu.bufferOffset(header) != received) {
            return DataFault.OFFSET;
        }
        long after = received + header.dataSegmentLength();
        return after > end || header.isFinal() && after < end ? DataFault.AMOUNT : null;
    }

    /** Returns true if announced data are still to come: more than the empty PDU that may end them. */
    boolean lacksUnsolicited() {
        return unsolicitedOpen && received < unsolicitedEnd;
    }

    /** Returns true if R2Ts that were sent are not answered in full. */
    public boolean awaitsRequested() {
        return bursts.awaitsData();
    }

    public boolean isUnsolicitedOpen() {
        return unsolicitedOpen;
    }

    /** Expects nothing more. */
    void endSequences() {
        unsolicitedOpen = false;
        bursts.clear();
    }

    /** Tells the receiver where the bytes go that follow those which have arrived, {@code length} at most. */
    public void destination(PduReceiver receiver, long offset, int length) {
        for (int i = 0; i < pieceCount; i++) {
            int at = (firstPiece + i) % MAX_PIECES;
            long start = pieceStarts[at];
            // A buffer may be longer than its piece.
            long end = i + 1 < pieceCount ? pieceStarts[(at + 1) % MAX_PIECES] : covered;
            if (offset >= start && offset < end) {
                receiver.receiveInto(pieces[at], (int) (offset - start), (int) Math.min(length, end - offset));
                return;
            }
        }
        receiver.discard();
    }

    public long received() {
        return received;
    }

    /** A Data-Out PDU that {@link #check} found right has arrived whole. */
    public void arrived(BasicHeader header) {
        received += header.dataSegmentLength();
        if (DataOutPdu.isUnsolicited(header)) {
            unsolicitedDataSn++;
            if (header.isFinal()) {
                unsolicitedOpen = false;
                asked = received;
            }
        } else {
            bursts.arrived(header.isFinal());
        }
        passOnWholePieces();
        askForMore();
    }

    /** Lets go of all buffers and requests. */
    void release() {
        if (waiting) {
            waiting = false;
            solicited.cancel(this);
        }
        if (immediate != null) {
            immediate.release();
            immediate = null;
        }
        while (pieceCount > 0) {
            pieces[firstPiece].release();
            pieces[firstPiece] = null;
            firstPiece = (firstPiece + 1) % MAX_PIECES;
            pieceCount--;
        }
        endSequences();
        requested = false;
    }
}
