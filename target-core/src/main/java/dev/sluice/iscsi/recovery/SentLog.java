package dev.sluice.iscsi.recovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The responses of a connection that the initiator has not acknowledged, in the order of StatSN (RFC 7143 4.2.2.2), and with those
 * of SCSI commands the data that belong to them. Owner: the session's loop thread.
 */
public final class SentLog {
    /** An initiator that never acknowledges loses the oldest. */
    private static final int MAX_ENTRIES = 8192;

    /**
     * A response.
     *
     * @param taskTag the Initiator Task Tag
     * @param data data and R2Ts sent before it for the same SCSI command, or null
     */
    public record Entry(int statSn, SentPdu response, int taskTag, SentData data) {
        public void release() {
            response.release();
            if (data != null) {
                data.release();
            }
        }
    }

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    public void add(Entry entry) {
        if (entries.size() == MAX_ENTRIES) {
            entries.poll().release();
        }
        entries.add(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The StatSN of the oldest response. */
    int firstStatSn() {
        return entries.element().statSn();
    }

    /** Lets go of all responses before {@code expStatSn}. */
    void acknowledged(int expStatSn) {
        Entry oldest;
        while ((oldest = entries.peek()) != null && oldest.statSn() - expStatSn < 0) {
            entries.poll().release();
        }
    }

    /** The responses from {@code from} on until before {@code to}, each with a reference for the caller; null unless all are here. */
    public List<SentPdu> retain(int from, int to) {
        List<SentPdu> run = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.statSn() - from >= 0 && entry.statSn() - to < 0) {
                run.add(entry.response());
            }
        }
        if (run.size() != to - from) {
            return null;
        }
        run.forEach(SentPdu::retain);
        return run;
    }

    /** The response to the SCSI command with that tag, or null. */
    public Entry findTask(int taskTag) {
        for (Entry entry : entries) {
            if (entry.data() != null && entry.taskTag() == taskTag) {
                return entry;
            }
        }
        return null;
    }

    /** The data whose acknowledgement was asked for with that Target Transfer Tag, or null. */
    public SentData findData(int transferTag) {
        for (Entry entry : entries) {
            if (entry.data() != null && entry.data().acknowledgeTag() == transferTag) {
                return entry.data();
            }
        }
        return null;
    }

    /** Takes out all responses; the caller releases them. */
    public ArrayDeque<Entry> takeAll() {
        ArrayDeque<Entry> all = new ArrayDeque<>(entries);
        entries.clear();
        return all;
    }
}
