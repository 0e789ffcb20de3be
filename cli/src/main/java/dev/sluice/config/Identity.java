package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What tells a logical unit from every other, and stays with it wherever its data go. Null is the usual value of each but the
 * serial number.
 *
 * @param serial the unit serial number (SPC-4 7.8.17), 1 to 252 printable ASCII characters; made when a backstore is created
 * @param naa the NAA designator (SPC-4 7.8.6.6) as 16 or 32 hexadecimal digits; usually made from the serial number
 * @param vendor T10 vendor identification, at most 8 printable ASCII characters
 * @param product product identification, at most 16 printable ASCII characters
 * @param revision product revision level, at most 4 printable ASCII characters
 * @param t10 the designator of type T10 vendor ID (SPC-4 7.8.6.4), 9 to 252 printable ASCII characters of which 8 are the vendor; usually
 *     made from vendor, product and serial number
 */
@JsonPropertyOrder({"serial", "naa", "vendor", "product", "revision", "t10"})
public record Identity(String serial, String naa, String vendor, String product, String revision, String t10) {
    /** Nothing is given. */
    static final Identity NONE = new Identity(null, null, null, null, null, null);

    /** One whose T10 designator is made from the other values. */
    public Identity(String serial, String naa, String vendor, String product, String revision) {
        this(serial, naa, vendor, product, revision, null);
    }

    public static Identity ofSerial(String serial) {
        return new Identity(serial, null, null, null, null);
    }

    public Identity withSerial(String value) {
        return new Identity(value, naa, vendor, product, revision, t10);
    }

    public Identity withNaa(String value) {
        return new Identity(serial, value, vendor, product, revision, t10);
    }

    public Identity withVendor(String value) {
        return new Identity(serial, naa, value, product, revision, t10);
    }

    public Identity withProduct(String value) {
        return new Identity(serial, naa, vendor, value, revision, t10);
    }

    public Identity withRevision(String value) {
        return new Identity(serial, naa, vendor, product, value, t10);
    }
}
