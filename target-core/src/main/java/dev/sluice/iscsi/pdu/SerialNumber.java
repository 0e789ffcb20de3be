package dev.sluice.iscsi.pdu;

/** Arithmetic of 32-bit serial numbers that wrap (RFC 1982, RFC 7143 4.2.2). */
public final class SerialNumber {
    private SerialNumber() {}

    /** Whether {@code a} comes before {@code b}. */
    public static boolean isBefore(int a, int b) {
        return a - b < 0;
    }

    /** Whether {@code first <= n <= last}, going round. An empty range ({@code last == first - 1}) holds nothing. */
    public static boolean isWithin(int n, int first, int last) {
        return Integer.compareUnsigned(n - first, last - first) <= 0 && last - first >= 0;
    }
}
