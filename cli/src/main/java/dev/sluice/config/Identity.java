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
 */
@JsonPropertyOrder({"serial", "naa", "vendor", "product", "revision"})
public record Identity(String serial, String naa, String vendor, String product, String revision) {
    public static Identity ofSerial(String serial) {
        return new Identity(serial, null, null, null, null);
    }
}
