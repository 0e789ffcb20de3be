package dev.sluice.iscsi.transport;

/**
 * The batches of a connection that the kernel reads from: the one that is being sent, and with zero copy some that are sent and not given
 * back yet. Owner: the connection's loop thread.
 */
final class SendSlots {
    /** The result of {@link #free} where no slot is free. */
    static final int NONE = -1;

    /** Batches that the kernel may read from at once: a send under way, and some whose zero copy notification is due. */
    static final int COUNT = 8;

    private final SendBatch[] batches = new SendBatch[COUNT];
    private final int[] notificationsDue = new int[COUNT];

    /** A slot for another batch, or {@link #NONE}. */
    int free() {
        for (int i = 0; i < COUNT; i++) {
            if (batches[i] == null) {
                return i;
            }
        }
        return NONE;
    }

    void put(int slot, SendBatch batch) {
        batches[slot] = batch;
    }

    SendBatch batch(int slot) {
        return batches[slot];
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
