package dev.sluice.perf.load;

/** The addresses that one connection asks for, in units of its block size. Allocates nothing. */
final class AddressStream {
    private final long count;
    private final boolean random;
    private final int readPercent;
    private long state;
    private long next;

    /** @param seed must differ between connections; a sequence starts at a place that follows from it */
    AddressStream(long count, boolean random, int readPercent, long seed) {
        if (count <= 0) {
            throw new IllegalArgumentException("the region is smaller than one command");
        }
        this.count = count;
        this.random = random;
        this.readPercent = readPercent;
        this.state = seed * 0x9e3779b97f4a7c15L + 1;
        this.next = Math.floorMod(nextBits(), count);
    }

    long nextAddress() {
        if (random) {
            return Math.floorMod(nextBits(), count);
        }
        long address = next;
        next = address + 1 == count ? 0 : address + 1;
        return address;
    }

    boolean nextIsRead() {
        return readPercent == 100 || readPercent > 0 && Math.floorMod(nextBits(), 100) < readPercent;
    }

    /** SplitMix64. */
    private long nextBits() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
