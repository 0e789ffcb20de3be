package dev.sluice.config;

import dev.sluice.text.AddressText;
import java.net.InetAddress;

/**
 * IP addresses that somebody has written. One address has one text, that of {@link AddressText}; the zone of a link-local address (RFC 4007 11)
 * stays as it is written. Any thread.
 */
public final class IpText {
    private IpText() {}

    /** The one text of the address that is written, or null where none is. Names are not looked up. */
    public static String canonical(String text) {
        InetAddress address = literal(text);
        return address == null ? null : AddressText.withoutZone(address) + zone(text);
    }

    static String withPort(String address, int port) {
        return address == null ? "null:" + port : AddressText.endpoint(address, port);
    }

    /** The address that is written, without its zone, or null. What a name means may change, so it is none. */
    static InetAddress literal(String text) {
        if (text == null) {
            return null;
        }
        String zone = zone(text);
        String digits = text.substring(0, text.length() - zone.length());
        boolean isSix = digits.indexOf(':') >= 0;
        if (digits.indexOf('[') >= 0 || !isSix && !isDotted(digits)) {
            return null;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(digits);
            return zone.isEmpty() || address.isLinkLocalAddress() && isSix && isZone(zone.substring(1))
                    ? address
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** From the percent sign on; empty where there is none. */
    static String zone(String text) {
        int percent = text.indexOf('%');
        return percent < 0 ? "" : text.substring(percent);
    }

    private static boolean isZone(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "%/[]".indexOf(c) < 0);
    }

    /** Four numbers: the shorter forms of inet_aton surprise, and so do zeros in front, which some take for octal. */
    private static boolean isDotted(String digits) {
        String[] parts = digits.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 1 && part.charAt(0) == '0'
                    || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return parts.length == 4;
    }
}
