package dev.sluice.migrate.lio;

import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;

/** The identity that LIO derives from the unit serial number of a disk. */
final class LioIdentity {
    private static final String VENDOR = "LIO-ORG";
    private static final int VENDOR_LENGTH = 8;
    private static final int PRODUCT_LENGTH = 16;
    private static final String REVISION = "4.0";

    /** NAA 6h (SPC-4 7.8.6.6.5) and the company identifier that LIO uses. */
    private static final String NAA_PREFIX = "6001405";

    private static final int NAA_DIGITS = 32;

    private LioIdentity() {}

    static Identity of(String serial, String product) {
        return new Identity(serial, naa(serial), VENDOR, product, REVISION, t10(serial, product));
    }

    /** The product name of a disk in the kernel; {@code named} if LIO uses the disk's name (emulate_model_alias). */
    static String product(BackstoreType type, String name, boolean named) {
        String product = named ? name : LioStorage.of(type).product();
        return product.length() > PRODUCT_LENGTH ? product.substring(0, PRODUCT_LENGTH) : product;
    }

    /** The text with an underscore for each character that is not printable ASCII (SPC-4 4.3.1). */
    static String plain(String product) {
        return product.replaceAll("[^ -~]", "_");
    }

    /** The NAA designator: the hexadecimal digits of the serial number, as many as fit, are the vendor specific identifier. */
    static String naa(String serial) {
        StringBuilder naa = new StringBuilder(NAA_PREFIX);
        for (int i = 0; i < serial.length() && naa.length() < NAA_DIGITS; i++) {
            char c = serial.charAt(i);
            if (c < 0x80 && Character.digit(c, 16) >= 0) {
                naa.append(Character.toLowerCase(c));
            }
        }
        while (naa.length() < NAA_DIGITS) {
            naa.append('0');
        }
        return naa.toString();
    }

    private static String t10(String serial, String product) {
        return VENDOR + " ".repeat(VENDOR_LENGTH - VENDOR.length()) + product + ":" + serial;
    }
}
