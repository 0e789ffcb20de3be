package dev.sluice.perf.hostile;

import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.perf.peer.ByteBufferHeader;
import dev.sluice.perf.peer.PduCutter;
import dev.sluice.perf.peer.SessionState;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a crowd. The crowd's thread. */
final class Guest {
    private static final int MOST_RECEIVED = 4 << 10;
    private static final int SMALL_WINDOW = 8 << 10;

    private final Behaviour behaviour;
    private final int slot;
    private final int number;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final long untilNanos;
    private final SessionState state = new SessionState(0);
    private PduCutter cutter;
    private ByteBuffer toSend;
    private boolean loggedIn;
    private boolean refused;

    Guest(
            Behaviour behaviour,
            int slot,
            int number,
            InetSocketAddress target,
            InetSocketAddress from,
            Selector selector,
            long untilNanos)
            throws IOException {
        this.behaviour = behaviour;
        this.slot = slot;
        this.number = number;
        this.untilNanos = untilNanos;
        channel = SocketChannel.open();
        try {
            channel.bind(from);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            if (behaviour.bytesPerTick() != Behaviour.ALL) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
            }
            toSend = ByteBuffer.wrap(behaviour.greeting(number));
            boolean connected = channel.connect(target);
            key = channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    int slot() {
        return slot;
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    boolean isDue(long now) {
        return now - untilNanos > 0;
    }

    /** Does what can be done; an exception where the target has closed. */
    void ready() throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
        }
        if (key.isReadable()) {
            receive();
        }
        if (key.isValid()) {
            send();
        }
    }

    private void send() throws IOException {
        if (toSend.hasRemaining()) {
            channel.write(toSend);
        }
        if (!toSend.hasRemaining() && loggedIn && behaviour.bytesPerTick() != Behaviour.ALL) {
            key.cancel();
        } else {
            key.interestOps(
                    toSend.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private void receive() throws IOException {
        if (cutter == null) {
            cutter = new PduCutter(MOST_RECEIVED);
        }
        if (cutter.receive(channel, this::received) < 0) {
            throw new EOFException("the target closed the connection");
        }
        if (refused) {
            throw new IOException("the login is refused");
        }
    }

    private void received(ByteBuffer pdu) {
        state.received(pdu);
        if (ByteBufferHeader.opcode(pdu, 0) == Opcode.LOGIN_RESPONSE && behaviour.sendsLogin() && !loggedIn) {
            refused = ByteBufferHeader.loginStatus(pdu) != 0;
            loggedIn = !refused;
            if (loggedIn) {
                toSend = ByteBuffer.wrap(behaviour.afterLogin(number, state.cmdSn(), state.expStatSn()));
            }
        } else if (SessionState.isPing(pdu) && behaviour.answersPings() && !toSend.hasRemaining()) {
            toSend = ByteBuffer.wrap(state.pong(pdu).encode(false, false));
        }
    }

    /** Takes so much as it takes in a tick, once it does not take all; an exception where the target has closed. */
    void tick(ByteBuffer scratch) throws IOException {
        int bytes = behaviour.bytesPerTick();
        if (!loggedIn || key.isValid() || bytes == Behaviour.ALL || bytes == Behaviour.NOTHING) {
            return;
        }
        scratch.clear().limit(bytes);
        if (channel.read(scratch) < 0) {
            throw new EOFException("the target closed the connection");
        }
    }

    /** Closes the connection; true if the target had closed it, as far as a client can know that reads nothing. */
    boolean close(ByteBuffer scratch) {
        boolean closed = false;
        try (channel) {
            if (behaviour.bytesPerTick() == Behaviour.NOTHING && loggedIn) {
                int count;
                do {
                    scratch.clear();
                    count = channel.read(scratch);
                } while (count > 0);
                closed = count < 0;
            }
        } catch (IOException e) {
            closed = true;
        }
        return closed;
    }
}
