package dev.sluice.perf.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection to the target: sends whole PDUs, takes what comes, cuts it into PDUs. One thread. */
public final class PduConnection implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int USUAL_RECEIVE_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final PduCutter cutter;
    private boolean headerDigest;
    private boolean dataDigest;

    /** @param from the address to come from, or null */
    public PduConnection(InetSocketAddress target, InetSocketAddress from) throws IOException {
        this(target, from, USUAL_RECEIVE_BYTES);
    }

    /**
     * @param from the address to come from, or null
     * @param receiveBytes the longest PDU that can come
     */
    public PduConnection(InetSocketAddress target, InetSocketAddress from, int receiveBytes) throws IOException {
        cutter = new PduCutter(receiveBytes);
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

    /** Digests that were agreed on, from the next PDU on. */
    public void digests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
        cutter.digests(header, data);
    }

    /** False where the target takes nothing more for a while, or has closed. */
    public boolean send(Pdu pdu, Consumer<ByteBuffer> each) {
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
    public boolean receive(int millis, Consumer<ByteBuffer> each) throws IOException {
        int count = cutter.receive(channel, each);
        if (count == 0 && millis > 0) {
            selector.select(millis);
            selector.selectedKeys().clear();
            count = cutter.receive(channel, each);
        }
        return count >= 0;
    }

    /** Ends with a reset in place of an orderly end. */
    public void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
