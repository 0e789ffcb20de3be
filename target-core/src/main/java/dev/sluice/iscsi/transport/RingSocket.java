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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket whose operations are those of its loop's ring. Owner: see {@link ConnectedSocket}. */
final class RingSocket implements ConnectedSocket {
    private static final Logger LOG = LoggerFactory.getLogger(RingSocket.class);

    private final Socket socket;
    private IoRegistration registration;

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
    public void receive(long address, int length, boolean isReadable) {
        submit(SocketOps.RECV, pollFirst(isReadable), address, length, 0, 0);
    }

    @Override
    public void receiveMessage(long messageHeaderAddress, boolean isReadable) {
        submit(SocketOps.RECVMSG, pollFirst(isReadable), messageHeaderAddress, 1, 0, 0);
    }

    private static short pollFirst(boolean isReadable) {
        return isReadable ? 0 : SocketOps.RECVSEND_POLL_FIRST;
    }

    @Override
    public void sendMessage(long messageHeaderAddress, boolean zeroCopy, int slot) {
        submit(
                zeroCopy ? SocketOps.SENDMSG_ZC : SocketOps.SENDMSG,
                (short) 0,
                messageHeaderAddress,
                1,
                SocketOps.MSG_WAITALL | SocketOps.MSG_NOSIGNAL,
                slot);
    }

    /** The only place that submits: with one call to inline, the JIT makes no object of the operation. */
    private void submit(byte opcode, short ioPriority, long address, int length, int messageFlags, long data) {
        registration.submit(new IoUringIoOps(
                opcode,
                (byte) 0,
                ioPriority,
                socket.intValue(),
                0,
                address,
                length,
                messageFlags,
                data,
                (short) 0,
                (short) 0,
                0,
                0));
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
                case SocketOps.RECV, SocketOps.RECVMSG ->
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
