package dev.sluice.iscsi.transport;

/**
 * The batches of a connection that are sent with zero copy: the kernel may read from them after they are sent, until it notifies. Owner: the
 * connection's loop thread.
 */
final class SendSlots {
    /** The slot of a batch that nobody reads from once it is sent. */
    static final int NONE = 0;

    /** The number of slots with {@link #NONE}. */
    static final int COUNT = 8;

    private final SendBatch[] batches = new SendBatch[COUNT];
    private final int[] notificationsDue = new int[COUNT];

    /** Puts a batch into a slot; {@link #NONE} where all are taken. */
    int put(SendBatch batch) {
        for (int i = NONE + 1; i < COUNT; i++) {
            if (batches[i] == null) {
                batches[i] = batch;
                return i;
            }
        }
        return NONE;
    }

    /** A completion says that the kernel will say later that it reads no more. */
    void notificationDue(int slot) {
        notificationsDue[slot]++;
    }

    void notified(int slot) {
        notificationsDue[slot]--;
    }

    /** Returns true where the kernel may still read what was sent. */
    boolean isRead(int slot) {
        return notificationsDue[slot] > 0;
    }

    /** Takes the batch out. */
    SendBatch take(int slot) {
        SendBatch batch = batches[slot];
        batches[slot] = null;
        return batch;
    }

    boolean areEmpty() {
        for (SendBatch batch : batches) {
            if (batch != null) {
                return false;
            }
        }
        return true;
    }
}
