package dev.sluice.io.memory;

/**
 * The part of a {@link HeapPool} that one user has: a guaranteed number of bytes, and more while others leave them.
 *
 * <p>Not thread-safe: all calls come from the loop thread that owns the pool.
 */
public final class HeapShare {
    private final HeapPool pool;
    private final long setAside;
    private final long guaranteed;
    private long used;
    private boolean closed;

    HeapShare(HeapPool pool, long setAside, long guaranteed) {
        this.pool = pool;
        this.setAside = setAside;
        this.guaranteed = guaranteed;
    }

    /**
     * An array of at least {@code bytes}, at most {@link HeapPool#MAX_ARRAY_BYTES}, with any content, or null where the share may have none now.
     * It is {@linkplain #giveBack given back} in the end.
     */
    public byte[] take(int bytes) {
        if (bytes < 0 || bytes > HeapPool.MAX_ARRAY_BYTES) {
            throw new IllegalArgumentException("no array of " + bytes + " bytes: 0 to " + HeapPool.MAX_ARRAY_BYTES);
        }
        assert !closed : "asked after its end";
        int length = HeapPool.lendingBytes(bytes);
        long more = borrowed(used + length) - borrowed(used);
        if (more > 0 && borrowed(used) + 2 * more > pool.unpromised()) {
            return null;
        }
        use(length);
        return pool.lend(length);
    }

    /** Takes an array back that it has given. */
    public void giveBack(byte[] array) {
        use(-array.length);
        pool.takeBack(array);
    }

    /** Bytes that are out, without those that are set aside. */
    public long bytesInUse() {
        return used;
    }

    /** Gives the guarantee and what was set aside back, and takes no further request. Arrays that are out come home as ever. */
    public void close() {
        assert !closed : "closed twice";
        pool.count(-setAside, -owed());
        closed = true;
    }

    private void use(int bytes) {
        long owedBefore = owed();
        used += bytes;
        pool.count(bytes, owed() - owedBefore);
    }

    private long borrowed(long ofUsed) {
        return Math.max(0, ofUsed - guaranteed);
    }

    private long owed() {
        return closed ? 0 : Math.max(0, guaranteed - used);
    }
}
