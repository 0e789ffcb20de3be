package dev.sluice.api.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A Unix socket as a pair of streams with a time limit for reads and writes. One thread. */
final class UnixStream implements Closeable {
    private final SocketChannel channel;
    private final Selector selector;
    private int patienceMillis;

    private UnixStream(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, 0);
    }

    static UnixStream open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        try {
            return new UnixStream(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sets the time limit from now on; 0 for none. */
    void patience(int millis) {
        patienceMillis = millis;
    }

    InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                ByteBuffer target = ByteBuffer.wrap(into, offset, length);
                int count;
                while ((count = channel.read(target)) == 0 && length > 0) {
                    await(SelectionKey.OP_READ);
                }
                return count;
            }
        };
    }

    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                ByteBuffer source = ByteBuffer.wrap(from, offset, length);
                while (source.hasRemaining()) {
                    if (channel.write(source) == 0) {
                        await(SelectionKey.OP_WRITE);
                    }
                }
            }
        };
    }

    private void await(int operation) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.selectedKeys().clear();
        if (selector.select(patienceMillis) == 0 && patienceMillis > 0) {
            throw new SocketTimeoutException("no answer for " + patienceMillis + " ms");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
