package dev.sluice.io.memory;

/** The sizes that buffers come in: powers of two from 4 KiB to 256 KiB. */
final class SizeClass {
    static final int SMALLEST_SHIFT = 12;
    static final int COUNT = 7;

    private SizeClass() {}

    static int of(int bytes) {
        return bytes <= 1 << SMALLEST_SHIFT ? 0 : 32 - Integer.numberOfLeadingZeros(bytes - 1) - SMALLEST_SHIFT;
    }

    static int bytes(int sizeClass) {
        return 1 << (SMALLEST_SHIFT + sizeClass);
    }
}
