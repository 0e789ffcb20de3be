package dev.sluice.migrate.tgt;

import dev.sluice.config.Identity;

/** The identity that tgt gives a disk. */
final class TgtIdentity {
    private static final int VENDOR_LENGTH = 8;
    private static final int PRODUCT_LENGTH = 16;
    private static final int REVISION_LENGTH = 4;
    private static final int ID_LENGTH = 36;
    private static final int NAA_DIGITS = 32;

    private TgtIdentity() {}

    /** The SCSI ID of a disk without scsi_id. */
    static String usualId(long tid, int lun) {
        return "IET     %04x%04x".formatted(tid, lun);
    }

    /** The serial number of a disk without scsi_sn. */
    static String usualSerial(long tid, int lun) {
        return "beaf" + tid + lun;
    }

    static Identity of(String id, String serial, String vendor, String product, String revision) {
        String shown = cut(id, ID_LENGTH);
        return new Identity(
                cut(serial, ID_LENGTH),
                naa(shown),
                cut(vendor, VENDOR_LENGTH),
                cut(product, PRODUCT_LENGTH),
                cut(revision, REVISION_LENGTH),
                shown.length() > VENDOR_LENGTH ? shown : null);
    }

    /**
     * The designator that tgt makes from a SCSI ID. Each character is a hexadecimal digit, or 0 if it is none; the last characters
     * are at the end, and the first digit is that of NAA 6h.
     */
    static String naa(String id) {
        StringBuilder digits = new StringBuilder("0".repeat(NAA_DIGITS));
        for (int i = 0; i < id.length(); i++) {
            int digit = id.charAt(i) < 0x80 ? Character.digit(id.charAt(i), 16) : 0;
            digits.append(Character.forDigit(Math.max(0, digit), 16));
        }
        return "6" + digits.substring(digits.length() - NAA_DIGITS + 1);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
