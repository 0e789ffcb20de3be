package dev.sluice.scsi.unit;

import dev.sluice.scsi.Cdb;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names by which initiators recognise a logical unit. They are given, or come from its identity, so that they stay when it
 * moves, and two units with different identities do not share them.
 *
 * @param naa the NAA identifier, 16 or 32 hexadecimal digits in lower case; SPC-4 7.8.6.6
 * @param t10 the designator with the T10 vendor identification; SPC-4 7.8.6.4
 * @param serial the unit serial number
 */
public record UnitNames(String naa, String t10, String serial) {
    /** NAA 3h in the most significant four bits: locally assigned; SPC-4 7.8.6.6.4. */
    private static final long LOCALLY_ASSIGNED = 3L << 60;

    /** SPC-4 6.6.2 */
    private static final int VENDOR_BYTES = 8;

    /** SPC-4 6.6.2 */
    private static final int PRODUCT_BYTES = 16;

    /** 96 bits. */
    private static final int SERIAL_BYTES = 12;

    /** Returns the names that come from an identity. */
    public static UnitNames of(UnitIdentity id) {
        byte[] hash = hash(id.identity());
        String naa = naa(id, hash);
        String serial = id.serial() != null ? id.serial() : HexFormat.of().formatHex(hash, 8, 8 + SERIAL_BYTES);
        String t10 = id.t10() != null
                ? id.t10()
                : padded(id.vendor(), VENDOR_BYTES) + padded(id.product(), PRODUCT_BYTES) + serial;
        return new UnitNames(naa, t10, serial);
    }

    /** Returns the NAA identifier alone. */
    static String naa(UnitIdentity id) {
        return naa(id, hash(id.identity()));
    }

    private static String naa(UnitIdentity id, byte[] hash) {
        return id.naa() != null
                ? id.naa().toLowerCase(Locale.ROOT)
                : HexFormat.of().toHexDigits(LOCALLY_ASSIGNED | Cdb.u64(hash, 0) >>> 4);
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    /** The NAA identifier as it is sent: 8 or 16 bytes. */
    public byte[] naaBytes() {
        return HexFormat.of().parseHex(naa);
    }

    private static byte[] hash(String identity) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
