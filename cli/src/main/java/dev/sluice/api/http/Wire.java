package dev.sluice.api.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A connection to a daemon, as a stream of bytes each way. One thread. */
final class Wire implements Closeable {
    private static final int CHUNK = 64 << 10;

    private final InputStream in;
    private final OutputStream out;
    private final Closeable connection;
    private final String host;

    /** @param host the daemon's, as it stands in requests */
    Wire(InputStream in, OutputStream out, Closeable connection, String host) {
        this.in = in;
        this.out = out;
        this.connection = connection;
        this.host = host;
    }

    /** @throws ApiUnreachable if there is no daemon, or it may not be used */
    static Wire unix(Path socket) {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new Wire(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel, "localhost");
        } catch (IOException e) {
            throw new ApiUnreachable(advice(socket, e), e);
        }
    }

    private static String advice(Path socket, IOException e) {
        if (!Files.exists(socket) && !isHidden(socket) || e instanceof ConnectException) {
            return "no daemon listens on " + socket + ": systemctl start sluice, or sluice daemon";
        }
        return socket + " cannot be used: be root or in the group " + ApiServer.GROUP + " (" + e.getMessage() + ")";
    }

    /** Whether it is not to be seen only since its folder is not to be entered. */
    private static boolean isHidden(Path socket) {
        Path folder = socket.toAbsolutePath().getParent();
        return Files.exists(folder) && !Files.isExecutable(folder);
    }

    /** Whom requests are for. */
    String host() {
        return host;
    }

    void write(ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        out.flush();
    }

    /** Some bytes, or null at the end. */
    byte[] read() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int length = in.read(chunk);
        return length < 0 ? null : java.util.Arrays.copyOf(chunk, length);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
