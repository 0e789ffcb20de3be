package dev.sluice.config;

import dev.sluice.text.AddressText;
import java.net.InetAddress;

/**
 * IP addresses as text. Each address has one canonical text, that of {@link AddressText}; the zone of a link-local address (RFC 4007
 * 11) stays as it is written. Any thread.
 */
public final class IpText {
    private IpText() {}

    /** The canonical text of an address, or null if the text is no address. Names are not looked up. */
    public static String canonical(String text) {
        InetAddress address = literal(text);
        return address == null ? null : AddressText.withoutZone(address) + zone(text);
    }

    static String withPort(String address, int port) {
        return address == null ? "null:" + port : AddressText.endpoint(address, port);
    }

    /** The address of a text, without its zone, or null. A host name is no address, since its address may change. */
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

    /** The zone, from the percent sign on; empty if there is none. */
    static String zone(String text) {
        int percent = text.indexOf('%');
        return percent < 0 ? "" : text.substring(percent);
    }

    private static boolean isZone(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "%/[]".indexOf(c) < 0);
    }

    /**
     * True for four decimal numbers without leading zeros. The shorter forms of inet_aton are refused, and so are leading zeros, which
     * some programs read as octal.
     */
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
