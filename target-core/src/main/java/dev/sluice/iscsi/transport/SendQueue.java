package dev.sluice.iscsi.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources of PDUs that wait on a connection: two lines, of which the urgent one (answers to NOP-Out and to task management)
 * goes first whenever a new batch is made up. Owner: the connection's loop thread.
 */
final class SendQueue {
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

    private int size;
    private final Line urgent = new Line();
    private final Line ordinary = new Line();

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

    /** The number of sources that wait. */
    int size() {
        return size;
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
