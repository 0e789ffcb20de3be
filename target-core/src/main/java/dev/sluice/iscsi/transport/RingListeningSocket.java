package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.sys.SocketFlags;
import dev.sluice.text.AddressText;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket that accepts on the ring of one loop. Owner: that loop's thread, but where a method says otherwise. */
public final class RingListeningSocket implements ListeningSocket, IoUringIoHandle {
    private static final Logger LOG = LoggerFactory.getLogger(RingListeningSocket.class);
    private static final int BACKLOG = 1024;
    private static final int RETRY_MILLIS = 100;

    /** An option of sockets, by its numbers in Linux: IPv4 is not for this one. */
    private static final int IPPROTO_IPV6 = 41;

    private static final int IPV6_V6ONLY = 26;

    /** Errors of bind(2), by their numbers in Linux. */
    private static final int EACCES = 13;

    private static final int ENODEV = 19;
    private static final int EADDRINUSE = 98;
    private static final int EADDRNOTAVAIL = 99;

    /**
     * Errors of accept(2) that are those of the connection which was to be accepted: the next one may be good. EINTR, EAGAIN, ENONET,
     * EPROTO, EOPNOTSUPP, ENETDOWN, ENETUNREACH, ECONNABORTED, EHOSTDOWN, EHOSTUNREACH.
     */
    private static final Set<Integer> OF_THE_CONNECTION = Set.of(4, 11, 64, 71, 95, 100, 101, 103, 112, 113);

    /** One of the family of its address: Netty's own ones are of IPv6, and take 0.0.0.0 for all addresses of both. */
    private static final class StreamSocket extends Socket {
        StreamSocket(boolean six) {
            super(newSocketStream0(six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET));
        }
    }

    private final IoLoop loop;
    private final Socket socket;
    private final InetSocketAddress localAddress;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AcceptHandler acceptHandler;
    private final PeerAddress peer = new PeerAddress();
    private IoRegistration registration;
    private boolean accepting;
    private boolean closing;

    private RingListeningSocket(IoLoop loop, Socket socket, InetSocketAddress address, AcceptHandler acceptHandler) {
        this.loop = loop;
        this.socket = socket;
        // The kernel may tell it in the other family.
        this.localAddress = new InetSocketAddress(
                address.getAddress(), socket.localAddress().getPort());
        this.acceptHandler = acceptHandler;
    }

    /**
     * Binds and listens. Any thread.
     *
     * @param address all addresses of IPv6 are those of IPv6 alone
     * @throws ListenFailure if the address cannot be bound
     */
    public static RingListeningSocket open(IoLoop loop, InetSocketAddress address, AcceptHandler acceptHandler)
            throws IOException {
        Socket socket = new StreamSocket(address.getAddress() instanceof Inet6Address);
        try {
            socket.setReuseAddress(true);
            if (address.getAddress() instanceof Inet6Address) {
                socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
            }
            socket.bind(address);
            socket.listen(BACKLOG);
            SocketFlags.setBlocking(socket.intValue());
        } catch (IOException e) {
            socket.close();
            int error = e instanceof Errors.NativeIoException failed ? -failed.expectedErr() : 0;
            throw new ListenFailure(reason(error), AddressText.of(address), words(error, address, e), e);
        }
        RingListeningSocket listening = new RingListeningSocket(loop, socket, address, acceptHandler);
        loop.execute(listening::start);
        return listening;
    }

    private static ListenFailure.Reason reason(int error) {
        return switch (error) {
            case EADDRINUSE -> ListenFailure.Reason.PORT_TAKEN;
            case EADDRNOTAVAIL, ENODEV -> ListenFailure.Reason.ADDRESS_MISSING;
            default -> ListenFailure.Reason.OTHER;
        };
    }

    private static String words(int error, InetSocketAddress address, IOException e) {
        return switch (error) {
            case EADDRINUSE ->
                "another program has this port: ss -ltnp sport = :" + address.getPort()
                        + " tells which (LIO is in the kernel, and shows no name); stop that, or choose another port";
            case EADDRNOTAVAIL, ENODEV -> "this is no address of this machine";
            case EACCES -> "ports below 1024 need privileges";
            default -> e.getMessage();
        };
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    private void start() {
        registration = loop.ring().register(this);
        accept();
    }

    private void accept() {
        if (!closing) {
            accepting = true;
            registration.submit(new IoUringIoOps(
                    SocketOps.ACCEPT,
                    (byte) 0,
                    (short) 0,
                    socket.intValue(),
                    peer.lengthAddress(),
                    peer.address(),
                    0,
                    SocketOps.SOCK_CLOEXEC,
                    0L,
                    (short) 0,
                    (short) 0,
                    0,
                    0));
        }
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
        accepting = false;
        int result = ((IoUringIoEvent) event).res();
        if (closing) {
            if (result >= 0) {
                Sockets.close(new Socket(result));
            }
            finishClose();
        } else if (result >= 0) {
            accepted(new Socket(result));
            accept();
        } else if (OF_THE_CONNECTION.contains(-result)) {
            accept();
        } else {
            LOG.warn(
                    "accept on {} failed with errno {}; trying again in {} ms",
                    AddressText.of(localAddress),
                    -result,
                    RETRY_MILLIS);
            loop.schedule(this::accept, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void accepted(Socket connected) {
        try {
            acceptHandler.accepted(new RingSocket(connected), peer.get(), localAddress);
        } catch (RuntimeException | AssertionError e) {
            // The next one comes in all the same.
            LOG.error("a connection on {}: internal error", localAddress, e);
            Sockets.close(connected);
        }
    }

    @Override
    public void close() {
        loop.execute(() -> {
            if (closing) {
                return;
            }
            closing = true;
            Sockets.shutdown(socket);
            finishClose();
        });
    }

    private void finishClose() {
        if (!accepting) {
            registration.cancel();
            Sockets.close(socket);
            closed.complete(null);
        }
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }
}
