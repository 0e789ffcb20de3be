package dev.sluice.iscsi.transport;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of sockets, whose failure nobody can do anything about. Any thread. */
public final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    /** Ends what is under way on a socket. Where the peer was faster it ends all the same. */
    static void shutdown(Socket socket) {
        try {
            socket.shutdown();
        } catch (IOException | NotYetConnectedException e) {
            LOG.debug("shutdown of {}: {}", socket, e.toString());
        }
    }

    /** Gives a descriptor back; nothing happens the second time. */
    public static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("close of {}: {}", socket, e.getMessage());
        }
    }
}
