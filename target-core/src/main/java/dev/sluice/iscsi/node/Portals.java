package dev.sluice.iscsi.node;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.transport.ListenFailure;
import dev.sluice.iscsi.transport.ListeningSocket;
import dev.sluice.text.AddressText;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The addresses that a server listens on, each once, whatever number of portal groups is reached by it. Any thread. */
final class Portals {
    private record Listening(ListeningSocket socket, int users) {}

    private static final int LONGEST_CLOSE_SECONDS = 2;
    private static final int MOST_TRIES = 16;
    private static final InetAddress ALL_OF_FOUR = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress ALL_OF_SIX = InetAddress.ofLiteral("::");

    private final ListeningSocket.Opener sockets;
    private final IoLoop loop;
    private final ListeningSocket.AcceptHandler acceptHandler;
    private final Map<InetSocketAddress, Listening> listening = new LinkedHashMap<>();

    /** @param acceptHandler is given each connected socket, on the thread of {@code loop} */
    Portals(ListeningSocket.Opener sockets, IoLoop loop, ListeningSocket.AcceptHandler acceptHandler) {
        this.sockets = sockets;
        this.loop = loop;
        this.acceptHandler = acceptHandler;
    }

    /**
     * Listens on {@code address}, or counts one user more; returns it with the port that it got. All addresses of IPv6 are all of IPv4 as
     * well, by a socket of their own, which others may use.
     */
    synchronized InetSocketAddress open(InetSocketAddress address) throws IOException {
        for (int more = MOST_TRIES; ; more--) {
            try {
                return openOnce(address);
            } catch (ListenFailure e) {
                // A free port of the one family need not be free in the other.
                if (address.getPort() != 0 || e.reason() != ListenFailure.Reason.PORT_TAKEN || more == 0) {
                    throw e;
                }
            }
        }
    }

    private InetSocketAddress openOnce(InetSocketAddress address) throws IOException {
        InetSocketAddress portal = listen(address);
        if (isAllOfSix(portal)) {
            try {
                listen(allOfFour(portal.getPort()));
            } catch (IOException e) {
                leave(portal);
                throw e;
            }
        }
        return portal;
    }

    /** Returns the wildcard of IPv6 where {@code portal} is that of IPv4, or null: a connection by the one reaches groups with the other. */
    static InetSocketAddress allOfBoth(InetSocketAddress portal) {
        return portal.getAddress() instanceof Inet4Address four && four.isAnyLocalAddress()
                ? new InetSocketAddress(ALL_OF_SIX, portal.getPort())
                : null;
    }

    private static boolean isAllOfSix(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address six && six.isAnyLocalAddress();
    }

    private static InetSocketAddress allOfFour(int port) {
        return new InetSocketAddress(ALL_OF_FOUR, port);
    }

    private InetSocketAddress listen(InetSocketAddress address) throws IOException {
        Listening there = listening.get(address);
        if (there != null) {
            listening.put(address, new Listening(there.socket, there.users + 1));
            return address;
        }
        ListeningSocket socket = bound(address);
        listening.put(socket.localAddress(), new Listening(socket, 1));
        return socket.localAddress();
    }

    private ListeningSocket bound(InetSocketAddress address) throws IOException {
        try {
            return sockets.open(loop, address, acceptHandler);
        } catch (ListenFailure e) {
            InetSocketAddress ours = e.reason() == ListenFailure.Reason.PORT_TAKEN ? excluding(address) : null;
            throw ours == null
                    ? e
                    : new ListenFailure(
                            e.reason(),
                            AddressText.of(address),
                            "there is a portal " + AddressText.of(ours)
                                    + ", and one of the two is all addresses: take one of them away first",
                            e);
        }
    }

    /** The portal that has all addresses of the port, or one of those that all are asked for; null where there is none. */
    private InetSocketAddress excluding(InetSocketAddress address) {
        return listening.keySet().stream()
                .filter(other -> other.getPort() == address.getPort())
                .filter(other -> address.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress())
                .filter(other ->
                        (other.getAddress() instanceof Inet4Address) == (address.getAddress() instanceof Inet4Address))
                .findFirst()
                .orElse(null);
    }

    /** One user less; the last one's going ends the listening, and the address is free on return. Any thread but the loop's. */
    synchronized void close(InetSocketAddress address) {
        boolean both = listening.containsKey(address) && isAllOfSix(address);
        leave(address);
        if (both) {
            leave(allOfFour(address.getPort()));
        }
    }

    private void leave(InetSocketAddress address) {
        Listening there = listening.get(address);
        if (there == null) {
            return;
        }
        if (there.users > 1) {
            listening.put(address, new Listening(there.socket, there.users - 1));
        } else {
            listening.remove(address);
            there.socket.close();
            there.socket
                    .closed()
                    .completeOnTimeout(null, LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Addresses that it listens on at a user's request. */
    synchronized List<InetSocketAddress> addresses() {
        return listening.keySet().stream().filter(this::isAskedFor).toList();
    }

    /** Not so of all addresses of IPv4 that are there for all of IPv6 alone. */
    private boolean isAskedFor(InetSocketAddress address) {
        InetSocketAddress both = allOfBoth(address);
        Listening six = both == null ? null : listening.get(both);
        return six == null || listening.get(address).users > six.users;
    }

    synchronized void closeAll() {
        listening.values().forEach(there -> there.socket.close());
        listening.clear();
    }
}
