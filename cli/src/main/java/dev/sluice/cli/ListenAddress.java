package dev.sluice.cli;

import dev.sluice.text.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses to listen on: {@code 127.0.0.1:3260}, {@code [::1]:3260}, or a host without a port. */
final class ListenAddress {
    /** RFC 7143, 4.1: the well-known port of iSCSI. */
    static final int DEFAULT_PORT = 3260;

    private ListenAddress() {}

    static InetSocketAddress parse(String text) {
        return parse("--listen", text);
    }

    /** Parses an address; {@code flag} is the option whose value {@code text} is, or is a part of. */
    static InetSocketAddress parse(String flag, String text) {
        String host;
        String port;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0 || end + 1 < text.length() && text.charAt(end + 1) != ':') {
                throw notAnAddress(flag, text);
            }
            host = text.substring(1, end);
            port = end + 1 < text.length() ? text.substring(end + 2) : null;
        } else if (text.indexOf(':') != text.lastIndexOf(':')) {
            host = text;
            port = null;
        } else {
            int colon = text.indexOf(':');
            host = colon < 0 ? text : text.substring(0, colon);
            port = colon < 0 ? null : text.substring(colon + 1);
        }
        if (host.isEmpty()) {
            throw notAnAddress(flag, text);
        }
        int number = port == null ? DEFAULT_PORT : parsePort(flag, text, port);
        return new InetSocketAddress(resolve(flag, text, host), number);
    }

    /** Returns the text of an address, with an IPv6 address in brackets. */
    static String format(InetSocketAddress address) {
        return AddressText.of(address);
    }

    private static InetAddress resolve(String flag, String text, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UsageException(flag + " '" + text + "': the host '" + host
                    + "' is neither an address nor a name that this machine can resolve");
        }
    }

    private static int parsePort(String flag, String text, String port) {
        if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw notAnAddress(flag, text);
        }
        int number = Integer.parseInt(port);
        if (number > 65_535) {
            throw new UsageException(flag + " '" + text + "': a port is at most 65535");
        }
        return number;
    }

    private static UsageException notAnAddress(String flag, String text) {
        return new UsageException(flag + " '" + text
                + "' is not an address to listen on: write ADDRESS or ADDRESS:PORT, an IPv6 address in brackets,"
                + " such as 127.0.0.1:3260 or [::1]:3260");
    }
}
