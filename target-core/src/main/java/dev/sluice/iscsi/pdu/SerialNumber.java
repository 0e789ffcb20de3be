package dev.sluice.iscsi.pdu;

/** Arithmetic of 32-bit serial numbers that wrap (RFC 1982, RFC 7143 4.2.2). */
public final class SerialNumber {
    private SerialNumber() {}

    /** True if {@code a} comes before {@code b}. */
    public static boolean isBefore(int a, int b) {
        return a - b < 0;
    }

    /** True if {@code first <= n <= last} in serial order. An empty range ({@code last == first - 1}) contains no number. */
    public static boolean isWithin(int n, int first, int last) {
        return Integer.compareUnsigned(n - first, last - first) <= 0 && last - first >= 0;
    }
}
