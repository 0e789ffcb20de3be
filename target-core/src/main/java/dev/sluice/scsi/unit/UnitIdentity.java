package dev.sluice.scsi.unit;

/**
 * The identity of a logical unit in standard INQUIRY data (SPC-4 6.6.2) and in VPD pages 80h and 83h. A name that initiators know must
 * stay, wherever the data go.
 *
 * @param identity the text that tells this disk from every other and stays with it, 1 to 256 printable ASCII characters; names are made from it
 *     that are not given
 * @param vendor T10 vendor identification, 1 to 8 printable ASCII characters
 * @param product product identification, 1 to 16 printable ASCII characters
 * @param revision product revision level, 1 to 4 printable ASCII characters
 * @param serial the unit serial number (SPC-4 7.8.17), 1 to 252 printable ASCII characters, sent as it is; null takes it from the
 *     identity
 * @param naa the NAA designator (SPC-4 7.8.6.6) as hexadecimal digits: 16 that begin with 2, 3 or 5, or 32 that begin with 6; null
 *     makes a locally assigned one (3h) from the identity
 * @param t10 the whole designator of type T10 vendor ID (SPC-4 7.8.6.4): the vendor in 8 characters, then what the vendor chose; 9
 *     to 252 printable ASCII characters. Null puts vendor, product (16 characters) and serial number together
 */
public record UnitIdentity(
        String identity, String vendor, String product, String revision, String serial, String naa, String t10) {
    public static final String DEFAULT_VENDOR = "SLUICE";
    public static final String DEFAULT_PRODUCT = "DISK";
    public static final String DEFAULT_REVISION = "0001";

    private static final String HEX_DIGITS = "[0-9a-fA-F]";

    public UnitIdentity {
        requireText("identity", identity, 1, 256);
        requireText("vendor", vendor, 1, 8);
        requireText("product", product, 1, 16);
        requireText("revision", revision, 1, 4);
        requireText("serial", serial, 1, 252);
        requireText("t10", t10, 9, 252);
        if (naa != null && !naa.matches("[235]" + HEX_DIGITS + "{15}|6" + HEX_DIGITS + "{31}")) {
            throw new IllegalArgumentException(
                    "naa must be 16 hexadecimal digits that begin with 2, 3 or 5, or 32 that begin with 6: " + naa);
        }
        if (identity == null || vendor == null || product == null || revision == null) {
            throw new IllegalArgumentException("only serial, naa and t10 have a usual value");
        }
    }

    /** With the usual names. */
    public static UnitIdentity of(String identity) {
        return new UnitIdentity(identity, DEFAULT_VENDOR, DEFAULT_PRODUCT, DEFAULT_REVISION, null, null, null);
    }

    public UnitIdentity withProduct(String value) {
        return new UnitIdentity(identity, vendor, value, revision, serial, naa, t10);
    }

    private static void requireText(String name, String text, int least, int most) {
        if (text == null) {
            return;
        }
        if (text.length() < least || text.length() > most) {
            throw new IllegalArgumentException(
                    name + " has " + text.length() + " characters: it must have " + least + " to " + most);
        }
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException(name + " must be printable ASCII: " + text);
        }
    }
}
