package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.sys.SocketQueue;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket whose operations are those of its loop's ring. Owner: see {@link ConnectedSocket}. */
final class RingSocket implements ConnectedSocket {
    private static final Logger LOG = LoggerFactory.getLogger(RingSocket.class);

    private final Socket socket;
    private IoRegistration registration;
    /** Operations are the same each time, so they are kept: the heap gets no object per command. */
    private IoUringIoOps receiveWhenReadable;

    private IoUringIoOps receiveAtOnce;
    private long receiveHeaderAddress;
    /** By slot, with zero copy and without. */
    private final IoUringIoOps[] sends = new IoUringIoOps[2 * SendSlots.COUNT];

    private long sendHeaderAddress;

    /** @param socket in blocking mode */
    RingSocket(Socket socket) {
        this.socket = socket;
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    @Override
    public void setOptions() {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
        } catch (IOException e) {
            LOG.debug("options of {}: {}", socket, e.getMessage());
        }
    }

    @Override
    public void attach(IoLoop loop, SocketCompletions completions) {
        registration = loop.ring().register(new Handle(completions));
    }

    @Override
    public void detach() {
        registration.cancel();
    }

    @Override
    public void receiveMessage(long messageHeaderAddress, boolean isReadable) {
        if (messageHeaderAddress != receiveHeaderAddress) {
            receiveHeaderAddress = messageHeaderAddress;
            receiveAtOnce = operation(SocketOps.RECVMSG, (short) 0, messageHeaderAddress, 0, 0);
            receiveWhenReadable =
                    operation(SocketOps.RECVMSG, SocketOps.RECVSEND_POLL_FIRST, messageHeaderAddress, 0, 0);
        }
        registration.submit(isReadable ? receiveAtOnce : receiveWhenReadable);
    }

    @Override
    public void sendMessage(long messageHeaderAddress, boolean zeroCopy, int slot) {
        if (messageHeaderAddress != sendHeaderAddress) {
            sendHeaderAddress = messageHeaderAddress;
            Arrays.fill(sends, null);
        }
        int index = 2 * slot + (zeroCopy ? 1 : 0);
        IoUringIoOps send = sends[index];
        if (send == null) {
            send = operation(
                    zeroCopy ? SocketOps.SENDMSG_ZC : SocketOps.SENDMSG,
                    (short) 0,
                    messageHeaderAddress,
                    SocketOps.MSG_WAITALL | SocketOps.MSG_NOSIGNAL,
                    slot);
            sends[index] = send;
        }
        registration.submit(send);
    }

    private IoUringIoOps operation(byte opcode, short ioPriority, long messageHeaderAddress, int flags, int slot) {
        return new IoUringIoOps(
                opcode,
                (byte) 0,
                ioPriority,
                socket.intValue(),
                0,
                messageHeaderAddress,
                1,
                flags,
                (long) slot,
                (short) 0,
                (short) 0,
                0,
                0);
    }

    @Override
    public boolean isAcknowledged() {
        return SocketQueue.isAcknowledged(socket.intValue());
    }

    @Override
    public void shutdown() {
        Sockets.shutdown(socket);
    }

    @Override
    public void close() {
        Sockets.close(socket);
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    private static final class Handle implements IoUringIoHandle {
        private final SocketCompletions completions;

        Handle(SocketCompletions completions) {
            this.completions = completions;
        }

        @Override
        public void handle(IoRegistration ignored, IoEvent event) {
            IoUringIoEvent completion = (IoUringIoEvent) event;
            int flags = completion.flags();
            switch (completion.opcode()) {
                case SocketOps.RECVMSG ->
                    completions.received(completion.res(), (flags & SocketOps.CQE_SOCKET_NONEMPTY) != 0);
                default -> {
                    int slot = (int) completion.userData();
                    if ((flags & SocketOps.CQE_NOTIFICATION) != 0) {
                        completions.released(slot);
                    } else {
                        completions.sent(slot, completion.res(), (flags & SocketOps.CQE_MORE) != 0);
                    }
                }
            }
        }

        @Override
        public void close() {
            completions.loopStops();
        }
    }
}
