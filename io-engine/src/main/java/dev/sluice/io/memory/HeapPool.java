package dev.sluice.io.memory;

import java.util.ArrayDeque;

/**
 * The part of the Java heap that one loop lends, and the {@linkplain HeapShare shares} that divide it: what must see all data of a command
 * before it begins gathers them in an array from here. A heap that is full ends the process, so nobody gathers more than is counted here.
 *
 * <p>A share always gets its guarantee. Beyond that it may borrow as long as it has borrowed less than is left afterwards, as with
 * the buffers of a {@link BufferPool}. Nobody waits: who gets nothing says so to its initiator.
 *
 * <p>Arrays come in powers of two, and a few that came home are kept, so that in steady state nothing is allocated. Not
 * thread-safe: all calls come from the loop thread that owns the pool.
 */
public final class HeapPool {
    /** The least that a pool has, in bytes: one share alone gets half of what is not guaranteed, which the largest array fits. */
    public static final long LEAST_BYTES = 8L << 20;

    /** The largest array, in bytes. */
    public static final int MAX_ARRAY_BYTES = 1 << 20;

    /**
     * All loops together lend one part in so many of the largest heap that the JVM may have: what is made of an array's content, such as a list of
     * ranges, can be as large as the array, and the last third is everybody's.
     */
    private static final int PART_OF_HEAP = 3;

    private static final int SMALLEST_SHIFT = 8;
    private static final int CLASSES = 21 - SMALLEST_SHIFT;
    /** Arrays of one size that are kept, together. */
    private static final int KEPT_BYTES = 128 << 10;

    static {
        assert MAX_ARRAY_BYTES == 1 << SMALLEST_SHIFT + CLASSES - 1;
        assert LEAST_BYTES > 2L * MAX_ARRAY_BYTES;
    }

    private final long capacity;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<byte[]>[] kept = new ArrayDeque[CLASSES];

    private byte[] workspace = {};
    private long available;
    /** Bytes that shares are sure to get and do not use. */
    private long owed;

    /** @param bytes that all shares have together */
    public HeapPool(long bytes) {
        capacity = Math.max(LEAST_BYTES, bytes);
        available = capacity;
        for (int i = 0; i < CLASSES; i++) {
            kept[i] = new ArrayDeque<>(1);
        }
    }

    /** The pool of one of so many loops that divide the heap of this JVM. */
    public static HeapPool oneOf(int loops) {
        return new HeapPool(Runtime.getRuntime().maxMemory() / PART_OF_HEAP / loops);
    }

    /**
     * A share that is sure to get {@code guaranteedBytes}, or null where the pool cannot promise as much any more.
     *
     * @param setAsideBytes bytes that the user takes of the heap in other ways as long as the share is open
     */
    public HeapShare open(long setAsideBytes, long guaranteedBytes) {
        if (setAsideBytes + guaranteedBytes > unpromised()) {
            return null;
        }
        count(setAsideBytes, guaranteedBytes);
        return new HeapShare(this, setAsideBytes, guaranteedBytes);
    }

    /** Bytes that no share has and none is sure to get. */
    public long unpromised() {
        return available - owed;
    }

    /** The bytes of all shares together. */
    public long capacityBytes() {
        return capacity;
    }

    /** Bytes that are out or set aside: 0 when all is home. */
    public long outstandingBytes() {
        return capacity - available;
    }

    /**
     * An array of at least {@code bytes}, at most {@link BufferPool#MAX_BUFFER_BYTES}, whose content is worth nothing once the caller returns to
     * its loop or calls anything that could ask for it, too.
     */
    public byte[] workspace(int bytes) {
        assert bytes <= BufferPool.MAX_BUFFER_BYTES : bytes;
        if (workspace.length < bytes) {
            workspace = new byte[bytes];
        }
        return workspace;
    }

    static int lendingBytes(int bytes) {
        return bytes <= 1 << SMALLEST_SHIFT ? 1 << SMALLEST_SHIFT : Integer.highestOneBit(bytes - 1) << 1;
    }

    private static int classOf(int length) {
        return Integer.numberOfTrailingZeros(length) - SMALLEST_SHIFT;
    }

    void count(long used, long owedMore) {
        available -= used;
        owed += owedMore;
        assert available >= owed && owed >= 0 : available + " available, " + owed + " owed";
    }

    byte[] lend(int length) {
        byte[] array = kept[classOf(length)].poll();
        return array == null ? new byte[length] : array;
    }

    void takeBack(byte[] array) {
        ArrayDeque<byte[]> same = kept[classOf(array.length)];
        if ((same.size() + 1) * array.length <= KEPT_BYTES) {
            same.push(array);
        }
    }
}
