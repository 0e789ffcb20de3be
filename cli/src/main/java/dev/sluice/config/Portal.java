package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where a portal group is reached.
 *
 * @param address IPv4 or IPv6 in digits; 0.0.0.0 or :: for all of the machine
 * @param port TCP, 1 to 65,535
 */
@JsonPropertyOrder({"address", "port"})
public record Portal(String address, int port) {
    /** The port that IANA gives to iSCSI targets. */
    public static final int USUAL_PORT = 3260;

    /** As in {@code 0.0.0.0:3260} and {@code [::]:3260}. */
    @Override
    public String toString() {
        return (address != null && address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
