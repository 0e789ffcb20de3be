package dev.sluice.iscsi.recovery;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.DataInPdu;
import dev.sluice.iscsi.pdu.Opcode;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbered PDUs of a task, Data-In or R2T, that the initiator has not acknowledged (RFC 7143 11.16). Owner: the session's loop
 * thread.
 *
 * <p>Data for which there is no room any more are not held; who asks for them again gets a Reject.
 */
public final class SentData {

    private final MemoryAccount budget;
    private final List<SentPdu> pdus = new ArrayList<>();
    /** DataSN or R2TSN of the first one here. */
    private int first;
    /** The Target Transfer Tag that a DataACK carries, or the reserved one before any was asked for. */
    private int acknowledgeTag = BasicHeader.NO_TAG;
    /** True if these are R2Ts. */
    private boolean asksForData;

    public SentData(MemoryAccount budget) {
        this.budget = budget;
    }

    public void dataIn(BasicHeader header, IoBuffer buffer, int offset, int length) {
        boolean held = budget.take(length);
        pdus.add(held ? SentPdu.of(header, buffer, offset, length) : null);
    }

    public void r2t(BasicHeader header) {
        asksForData = true;
        pdus.add(SentPdu.of(header));
    }

    /**
     * Makes it fit a connection on which the task goes on.
     *
     * @param maxLength MaxRecvDataSegmentLength of the initiator there, in bytes
     * @param maxBurstLength MaxBurstLength of the session, in bytes
     * @param expected the first number that the initiator has not got, or 0 for what it has acknowledged
     * @return false if some of the data are not held
     */
    public boolean prepareFor(int maxLength, int maxBurstLength, int expected) {
        if (expected != 0) {
            acknowledge(expected);
        }
        return asksForData || resegment(maxLength, maxBurstLength);
    }

    /** All Data-In PDUs, each with a reference for the caller. */
    public List<SentPdu> retainDataIn() {
        return asksForData ? List.of() : retain(first, size());
    }

    /** The initiator has got R2Ts before {@code expected} at most; those from there on are void. Returns the number of the next. */
    public int voidR2ts(int expected) {
        int next = Math.clamp(expected, first, next());
        first = next;
        release();
        return next;
    }

    public boolean asksForData() {
        return asksForData;
    }

    public int first() {
        return first;
    }

    /** The number of the next PDU. */
    public int next() {
        return first + size();
    }

    /** The number of PDUs that are here. */
    public int size() {
        return pdus.size();
    }

    public void acknowledgeTag(int tag) {
        acknowledgeTag = tag;
    }

    public int acknowledgeTag() {
        return acknowledgeTag;
    }

    /** All before {@code next} have arrived; false if that is not within what was sent and not acknowledged yet. */
    public boolean acknowledge(int next) {
        int count = next - first;
        if (count < 0 || count > pdus.size()) {
            return false;
        }
        pdus.subList(0, count).forEach(this::release);
        pdus.subList(0, count).clear();
        first = next;
        return true;
    }

    /** True if the {@code count} that begin with the number {@code from} are here, which are some; both are any numbers of 32 bits. */
    public boolean has(int from, long count) {
        long before = Integer.toUnsignedLong(from - first);
        return count > 0 && before + count <= size();
    }

    /** PDUs that {@link #has} has found here, each with a reference for the caller; null if one is not held. */
    public List<SentPdu> retain(int from, int count) {
        List<SentPdu> run = pdus.subList(from - first, from - first + count);
        if (run.contains(null)) {
            return null;
        }
        run.forEach(SentPdu::retain);
        return new ArrayList<>(run);
    }

    /**
     * Cuts the Data-In PDUs anew, for an initiator that takes other lengths now; they keep their offsets and are numbered from {@link #first}
     * on.
     *
     * @return false if some of the data are not held
     */
    public boolean resegment(int maxLength, int maxBurstLength) {
        if (pdus.contains(null)) {
            return false;
        }
        List<SentPdu> whole = new ArrayList<>(pdus);
        pdus.clear();
        BasicHeader header = new BasicHeader().wrap(Arena.ofAuto().allocate(BasicHeader.LENGTH), 0);
        long inBurst = 0;
        for (SentPdu pdu : whole) {
            pdu.copyHeader(header);
            int tag = header.initiatorTaskTag();
            long offset = DataInPdu.bufferOffset(header);
            boolean endsBurst = header.isFinal();
            for (int done = 0; done < pdu.length(); ) {
                int length = (int) Math.min(Math.min(pdu.length() - done, maxLength), maxBurstLength - inBurst);
                boolean last = endsBurst && done + length == pdu.length();
                inBurst += length;
                boolean full = inBurst == maxBurstLength;
                header.begin(Opcode.DATA_IN, last || full ? BasicHeader.FINAL : 0)
                        .initiatorTaskTag(tag)
                        .targetTransferTag(BasicHeader.NO_TAG);
                DataInPdu.dataSn(header, next());
                DataInPdu.bufferOffset(header, offset + done);
                pdus.add(SentPdu.of(header, pdu.buffer(), pdu.offset() + done, length));
                inBurst = last || full ? 0 : inBurst;
                done += length;
            }
            pdu.release();
        }
        return true;
    }

    private void release(SentPdu pdu) {
        if (pdu != null) {
            budget.giveBack(pdu.length());
            pdu.release();
        }
    }

    public void release() {
        pdus.forEach(this::release);
        pdus.clear();
    }
}
