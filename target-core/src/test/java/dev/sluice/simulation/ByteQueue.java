package dev.sluice.simulation;

import java.util.Arrays;

/** Bytes that wait, first in first out. */
final class ByteQueue {
    private byte[] bytes = new byte[4096];
    private int first;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    void add(byte[] more) {
        if (first + size + more.length > bytes.length) {
            byte[] larger = new byte[Math.max(bytes.length, (size + more.length) * 2)];
            System.arraycopy(bytes, first, larger, 0, size);
            bytes = larger;
            first = 0;
        }
        System.arraycopy(more, 0, bytes, first + size, more.length);
        size += more.length;
    }

    /** Takes up to {@code most} bytes. */
    byte[] poll(int most) {
        int count = Math.min(most, size);
        byte[] taken = Arrays.copyOfRange(bytes, first, first + count);
        first += count;
        size -= count;
        return taken;
    }

    void clear() {
        size = 0;
    }
}
