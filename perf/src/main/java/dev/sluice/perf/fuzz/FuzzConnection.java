package dev.sluice.perf.fuzz;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection to the target: sends whole PDUs, takes what comes, cuts it into PDUs. Digests of the target are not checked. One thread. */
final class FuzzConnection implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(1 << 20);
    private boolean headerDigest;
    private boolean dataDigest;

    /** @param from the address to come from, or null */
    FuzzConnection(InetSocketAddress target, InetSocketAddress from) throws IOException {
        channel = SocketChannel.open();
        selector = Selector.open();
        try {
            if (from != null) {
                channel.bind(from);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(target);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    void digests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** False where the target takes nothing more for a while, or has closed. */
    boolean send(FuzzPdu pdu, Consumer<ByteBuffer> each) {
        ByteBuffer bytes = ByteBuffer.wrap(pdu.encode(headerDigest, dataDigest));
        long end = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    if (System.nanoTime() > end || !receive(1, each)) {
                        return false;
                    }
                }
            }
            return receive(0, each);
        } catch (IOException e) {
            return false;
        }
    }

    /** Passes on what has come, and waits so long for it where that is nothing; false where the target has closed. */
    boolean receive(int millis, Consumer<ByteBuffer> each) throws IOException {
        int count = channel.read(received);
        if (count == 0 && millis > 0 && cutOff(each) == 0) {
            selector.select(millis);
            selector.selectedKeys().clear();
            count = channel.read(received);
        }
        cutOff(each);
        return count >= 0;
    }

    private int cutOff(Consumer<ByteBuffer> each) {
        int at = 0;
        int count = 0;
        while (received.position() - at >= FuzzPdu.HEADER_BYTES) {
            int dataLength = received.getInt(at + 4) & 0xffffff;
            int whole = FuzzPdu.HEADER_BYTES
                    + (headerDigest ? 4 : 0)
                    + (dataLength + 3 & ~3)
                    + (dataDigest && dataLength > 0 ? 4 : 0);
            if (received.position() - at < whole) {
                break;
            }
            each.accept(received.slice(at, whole));
            at += whole;
            count++;
        }
        int end = received.position();
        received.limit(end).position(at);
        received.compact();
        return count;
    }

    /** Ends with a reset in place of an orderly end. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
