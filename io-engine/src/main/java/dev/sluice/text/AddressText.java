package dev.sluice.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Addresses in the one spelling that people, udev and other programs compare: IPv4 in four numbers, IPv6 as RFC 5952 has it,
 * in brackets before a port (RFC 5952, 6; RFC 3986). No name is ever looked up. Any thread.
 *
 * <p>An IPv6 address that is mapped from IPv4 is written as the IPv4 address: that is the family its packets have.
 */
public final class AddressText {
    private static final int GROUPS = 8;
    private static final int MAPPED_PREFIX_BYTES = 12;
    private static final String UNKNOWN = "an unknown address";

    private AddressText() {}

    /** {@code address} with its port, such as {@code 192.0.2.1:3260}, {@code [2001:db8::1]:3260} or {@code [fe80::1%eth0]:3260}. */
    public static String of(InetSocketAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        InetAddress host = address.getAddress();
        return endpoint(host == null ? address.getHostString() : of(host), address.getPort());
    }

    /** Any kind of socket address: an internet address as {@link #of(InetSocketAddress)}, others as they write themselves. */
    public static String of(SocketAddress address) {
        return switch (address) {
            case null -> UNKNOWN;
            case InetSocketAddress internet -> of(internet);
            default -> address.toString();
        };
    }

    /** {@code address} with its zone, if it has one, such as {@code fe80::1%eth0}. */
    public static String of(InetAddress address) {
        return address == null ? UNKNOWN : withoutZone(address) + zone(address);
    }

    /** {@code address} without its zone, which means nothing to another machine. */
    public static String withoutZone(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return dotted(bytes, 0);
        }
        return isMapped(bytes) ? dotted(bytes, MAPPED_PREFIX_BYTES) : groups(bytes);
    }

    /** {@code host}, an address or a name, with {@code port}; what has a colon in it stands in brackets. */
    public static String endpoint(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static String zone(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return "";
        }
        if (six.getScopedInterface() != null) {
            return "%" + six.getScopedInterface().getName();
        }
        return six.getScopeId() == 0 ? "" : "%" + six.getScopeId();
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < MAPPED_PREFIX_BYTES; i++) {
            if (bytes[i] != (i < MAPPED_PREFIX_BYTES - 2 ? 0 : (byte) 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static String dotted(byte[] bytes, int from) {
        StringBuilder text = new StringBuilder(15);
        for (int i = from; i < from + 4; i++) {
            text.append(i == from ? "" : ".").append(bytes[i] & 0xff);
        }
        return text.toString();
    }

    /** RFC 5952, 4: no leading zeros, '::' for the longest run of at least two zero groups, the first of equal ones; lower case. */
    private static String groups(byte[] bytes) {
        int start = GROUPS;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && group(bytes, i + run) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(i == 0 || i == start + length ? "" : ":").append(Integer.toHexString(group(bytes, i)));
            }
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
    }
}
