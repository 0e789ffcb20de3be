package dev.sluice.io.stranger;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Origin of a stranger, as far as it cannot choose it: an IPv4 address, an IPv6 network of 64 bits (within which one host has
 * as many addresses as it likes), or a user of this machine. Immutable.
 */
public final class Origin {
    private enum Kind {
        IPV4,
        IPV6_NETWORK,
        IPV6_LINK,
        USER
    }

    private final Kind kind;
    private final long first;
    private final long second;

    private Origin(Kind kind, long first, long second) {
        this.kind = kind;
        this.first = first;
        this.second = second;
    }

    /** That of a host. Hosts of one link have their link-local network in common, so there each address counts for itself. */
    public static Origin of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        if (bytes.remaining() == Integer.BYTES) {
            return new Origin(Kind.IPV4, bytes.getInt(), 0);
        }
        long network = bytes.getLong();
        return address.isLinkLocalAddress()
                ? new Origin(Kind.IPV6_LINK, bytes.getLong(), ((Inet6Address) address).getScopeId())
                : new Origin(Kind.IPV6_NETWORK, network, 0);
    }

    /** That of a user of this machine. */
    public static Origin ofUser(int uid) {
        return new Origin(Kind.USER, uid, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin origin
                && kind == origin.kind
                && first == origin.first
                && second == origin.second;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first * 31 + second) * 31 + kind.ordinal();
    }
}
