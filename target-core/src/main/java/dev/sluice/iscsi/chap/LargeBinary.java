package dev.sluice.iscsi.chap;

import java.util.Base64;
import java.util.HexFormat;

/** Large binary values, RFC 7143 6.1: hexadecimal after 0x, or base64 after 0b. */
public final class LargeBinary {
    /** The bytes of the longest value of a key, RFC 7143 12.1.3. */
    public static final int MAX_BYTES = 1024;

    private LargeBinary() {}

    /**
     * The bytes of {@code value}, or null if it is not a large binary value of 1 to {@link #MAX_BYTES} bytes. A hexadecimal one
     * of an odd number of digits has a zero in front.
     */
    public static byte[] decode(String value) {
        if (value.length() < 3 || value.charAt(0) != '0' || value.length() > 2 + 2 * MAX_BYTES) {
            return null;
        }
        String digits = value.substring(2);
        try {
            byte[] bytes =
                    switch (value.charAt(1)) {
                        case 'x', 'X' -> HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
                        case 'b', 'B' -> Base64.getDecoder().decode(digits);
                        default -> null;
                    };
            return bytes == null || bytes.length == 0 || bytes.length > MAX_BYTES ? null : bytes;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** As hexadecimal digits, which every initiator reads. */
    public static String encode(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
