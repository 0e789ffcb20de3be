package dev.sluice.scsi.task;

import dev.sluice.io.memory.HeapShare;

/** The arrays that a task has of its nexus's share of the heap, until it ends. Owner: the task's loop thread. */
final class LentArrays {
    /** Most of all: a parameter list, and a piece that is made of it. */
    private static final int MOST = 2;

    private final byte[][] lent = new byte[MOST][];
    private HeapShare share;
    private int count;

    /** An array of at least {@code bytes} with any content, or null where the share may have none now. */
    byte[] borrow(HeapShare from, int bytes) {
        byte[] array = from.take(bytes);
        if (array != null) {
            share = from;
            lent[count++] = array;
        }
        return array;
    }

    void giveBack() {
        while (count > 0) {
            share.giveBack(lent[--count]);
            lent[count] = null;
        }
    }
}
