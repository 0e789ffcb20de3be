package dev.sluice.text;

import java.net.InetSocketAddress;

/** Somebody at the other end of a connection, whose {@code toString} is {@link AddressText}. A log may count its lines by address. */
public interface Peer {
    /** The address of the peer, or null where that is not known any more. */
    InetSocketAddress remoteAddress();

    /** The peer at {@code address}. */
    static Peer at(InetSocketAddress address) {
        record At(InetSocketAddress remoteAddress) implements Peer {
            @Override
            public String toString() {
                return AddressText.of(remoteAddress);
            }
        }
        return new At(address);
    }
}
