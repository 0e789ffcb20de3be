package dev.sluice.iscsi.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources of PDUs that wait on a connection: two lines, of which the urgent one (answers to NOP-Out and to task management)
 * goes first whenever a new batch is made up. Owner: the connection's loop thread.
 */
final class SendQueue {
    /**
     * While more than this waits to be sent, nothing is received: an initiator that asks and does not listen fills its own
     * window, not our memory. Commands are bounded by their window anyway.
     */
    static final int ENOUGH = 8192;

    /** The same of a stranger: a login is one request and one answer at a time. */
    static final int ENOUGH_OF_STRANGER = 4;

    private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);

    private final class Line {
        Outgoing first;
        Outgoing last;

        void add(Outgoing item) {
            item.next = null;
            item.queued = true;
            size++;
            if (first == null) {
                first = item;
            } else {
                last.next = item;
            }
            last = item;
        }

        void removeFirst() {
            Outgoing item = first;
            first = item.next;
            item.next = null;
            item.queued = false;
            size--;
        }

        boolean fill(SendBatch batch) {
            while (first != null) {
                Outgoing item = first;
                // An effect of an item may end the connection and drop the line.
                if (!batch.hasRoom() || !item.encode(batch) || first != item) {
                    return false;
                }
                removeFirst();
            }
            return true;
        }
    }

    private int limit;
    private int size;
    private final Line urgent = new Line();
    private final Line ordinary = new Line();

    /** @param limit the number of sources at which it is full */
    SendQueue(int limit) {
        this.limit = limit;
    }

    /** Changes the number of sources at which it is full. */
    void limit(int sources) {
        limit = sources;
    }

    void add(Outgoing item) {
        if (!item.queued) {
            ordinary.add(item);
        }
    }

    void addUrgent(Outgoing item) {
        if (!item.queued) {
            urgent.add(item);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns true where so many sources wait that their initiator has to listen first; more are taken nevertheless. */
    boolean isFull() {
        return size >= limit;
    }

    void fill(SendBatch batch) {
        if (urgent.fill(batch)) {
            ordinary.fill(batch);
        }
    }

    /** Empties it; one item's fault is not the others'. */
    void drop() {
        for (Line line : new Line[] {urgent, ordinary}) {
            while (line.first != null) {
                Outgoing item = line.first;
                line.removeFirst();
                try {
                    item.dropped();
                } catch (RuntimeException | AssertionError e) {
                    LOG.error("a queued source of PDUs cannot release its resources: {}", item, e);
                }
            }
        }
    }
}
