package dev.sluice.scsi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names by which initiators recognise a logical unit. They come from its identity, so that they stay when it moves,
 * and two units with different identities do not share them.
 *
 * @param naa a locally assigned NAA identifier; SPC-4 7.8.6.6.4
 * @param serial the unit serial number
 */
public record UnitNames(long naa, String serial) {
    /** NAA 3h in the most significant four bits. */
    private static final long LOCALLY_ASSIGNED = 3L << 60;

    /** 96 bits. */
    private static final int SERIAL_BYTES = 12;

    static UnitNames of(LogicalUnitSettings settings) {
        byte[] hash = hash(settings.identity());
        long naa = LOCALLY_ASSIGNED | Cdb.u64(hash, 0) >>> 4;
        String serial =
                settings.serial() != null ? settings.serial() : HexFormat.of().formatHex(hash, 8, 8 + SERIAL_BYTES);
        return new UnitNames(naa, serial);
    }

    private static byte[] hash(String identity) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
