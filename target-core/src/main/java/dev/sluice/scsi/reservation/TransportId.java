package dev.sluice.scsi.reservation;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** TransportIDs of iSCSI initiator ports; SPC-4 7.6.4.6. */
public final class TransportId {
    private static final int ISCSI = 5;
    private static final int FORMAT_MASK = 0xC0;
    private static final int PORT_FORMAT = 0x40;
    private static final int PROTOCOL_MASK = 0x0F;
    private static final int HEADER_BYTES = 4;
    private static final int LEAST_NAME_BYTES = 20;
    private static final String SEPARATOR = ",i,0x";
    private static final int ISID_DIGITS = 12;

    private TransportId() {}

    /** The TransportID of an initiator port by its name. */
    public static byte[] encode(String initiatorPort) {
        byte[] name = initiatorPort.getBytes(StandardCharsets.UTF_8);
        int length = Math.max(LEAST_NAME_BYTES, name.length + 4 & ~3);
        byte[] id = new byte[HEADER_BYTES + length];
        id[0] = PORT_FORMAT | ISCSI;
        id[2] = (byte) (length >>> 8);
        id[3] = (byte) length;
        System.arraycopy(name, 0, id, HEADER_BYTES, name.length);
        return id;
    }

    /** Bytes of the TransportID that begins at {@code offset}; -1 if it does not end before {@code end}. */
    public static int length(byte[] list, int offset, int end) {
        if (end - offset < HEADER_BYTES) {
            return -1;
        }
        int length = HEADER_BYTES + ((list[offset + 2] & 0xFF) << 8 | list[offset + 3] & 0xFF);
        return length <= end - offset ? length : -1;
    }

    /** The initiator port's name; null where it is not one of an iSCSI initiator port. */
    public static String decode(byte[] list, int offset, int length) {
        int first = list[offset] & 0xFF;
        if ((first & PROTOCOL_MASK) != ISCSI || (first & FORMAT_MASK) != PORT_FORMAT || length % 4 != 0) {
            return null;
        }
        int end = offset + HEADER_BYTES;
        while (end < offset + length && list[end] != 0) {
            end++;
        }
        if (end == offset + length) {
            return null;
        }
        String text = new String(list, offset + HEADER_BYTES, end - offset - HEADER_BYTES, StandardCharsets.UTF_8);
        int separator = text.indexOf(SEPARATOR);
        if (separator <= 0) {
            return null;
        }
        String isid = text.substring(separator + SEPARATOR.length());
        if (isid.isEmpty() || isid.length() > ISID_DIGITS || !isid.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return text.substring(0, separator).toLowerCase(Locale.ROOT)
                + SEPARATOR
                + "0".repeat(ISID_DIGITS - isid.length())
                + isid.toLowerCase(Locale.ROOT);
    }
}
