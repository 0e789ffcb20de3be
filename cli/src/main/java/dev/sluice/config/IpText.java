package dev.sluice.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * IP addresses as text. One address has one text: IPv4 in four numbers, IPv6 as RFC 5952 has it, and an IPv4-mapped one as the IPv4 address
 * that it is; the zone of a link-local address (RFC 4007 11) as it is written. Any thread.
 */
public final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    /** The one text of the address that is written, or null where none is. Names are not looked up. */
    public static String canonical(String text) {
        InetAddress address = literal(text);
        return address == null ? null : plain(address) + zone(text);
    }

    /** The one text of an address. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return address.getHostAddress();
        }
        if (six.getScopedInterface() != null) {
            return plain(six) + "%" + six.getScopedInterface().getName();
        }
        return plain(six) + (six.getScopeId() == 0 ? "" : "%" + six.getScopeId());
    }

    /** With the port, an IPv6 address in brackets. */
    public static String of(InetSocketAddress address) {
        return withPort(of(address.getAddress()), address.getPort());
    }

    static String withPort(String address, int port) {
        return (address != null && address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
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

    private static String plain(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        return start < 0
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
