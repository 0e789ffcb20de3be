package dev.sluice.target;

/**
 * The blocks of a disk that one of several sessions writes: every {@code sessions}th piece of {@code pieceBlocks} blocks.
 * Long pieces leave room for long commands; short ones put different sessions' blocks side by side in what the storage
 * writes as one.
 *
 * @param index of this session, from 0
 */
record BlockShare(long diskBlocks, int pieceBlocks, int sessions, int index) {
    /** Number of pieces that this session owns. */
    int pieces() {
        long all = diskBlocks / pieceBlocks;
        return (int) (all / sessions + (index < all % sessions ? 1 : 0));
    }

    /** The first block of the {@code n}th piece that this session owns. */
    long firstBlock(int n) {
        return ((long) n * sessions + index) * pieceBlocks;
    }
}
