package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.transport.ListeningSocket;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The addresses that a server listens on, each once, whatever number of portal groups is reached by it. Any thread. */
final class Portals {
    private record Listening(ListeningSocket socket, int users) {}

    private static final int LONGEST_CLOSE_SECONDS = 2;

    private final IoLoop loop;
    private final BiConsumer<Socket, InetSocketAddress> accepted;
    private final Map<InetSocketAddress, Listening> listening = new LinkedHashMap<>();

    /** @param accepted is given each connected socket and the address where it has come in, on the thread of {@code loop} */
    Portals(IoLoop loop, BiConsumer<Socket, InetSocketAddress> accepted) {
        this.loop = loop;
        this.accepted = accepted;
    }

    /** Listens on {@code address}, or counts one user more; returns it with the port that it got. */
    synchronized InetSocketAddress open(InetSocketAddress address) throws IOException {
        Listening there = listening.get(address);
        if (there != null) {
            listening.put(address, new Listening(there.socket, there.users + 1));
            return address;
        }
        ListeningSocket socket = ListeningSocket.open(loop, address, accepted);
        listening.put(socket.localAddress(), new Listening(socket, 1));
        return socket.localAddress();
    }

    /** One user less; the last one's going ends the listening, and the address is free on return. Any thread but the loop's. */
    synchronized void close(InetSocketAddress address) {
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

    /** Where it listens now. */
    synchronized List<InetSocketAddress> addresses() {
        return List.copyOf(listening.keySet());
    }

    synchronized void closeAll() {
        listening.values().forEach(there -> there.socket.close());
        listening.clear();
    }
}
