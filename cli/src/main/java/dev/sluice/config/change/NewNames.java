package dev.sluice.config.change;

import java.security.SecureRandom;
import java.util.HexFormat;

/** New unique names. */
final class NewNames {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BYTES = 16;
    private static final int TARGET_BYTES = 6;

    private NewNames() {}

    /** A unit serial number: 32 hexadecimal digits. */
    static String serial() {
        return hex(SERIAL_BYTES);
    }

    /** An iSCSI name. */
    static String target() {
        return "iqn.2026-11.dev.sluice:" + hex(TARGET_BYTES);
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
