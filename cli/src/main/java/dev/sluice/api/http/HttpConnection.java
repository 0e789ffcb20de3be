package dev.sluice.api.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A connection to a daemon, as a stream of bytes each way. One thread. */
final class HttpConnection implements Closeable {
    private static final int CHUNK = 64 << 10;

    private final InputStream in;
    private final OutputStream out;
    private final Closeable connection;
    private final String host;
    private final Patience patience;

    /** Sets the time limit of reads. */
    @FunctionalInterface
    interface Patience {
        void set(int millis) throws IOException;
    }

    /** @param host the name of the daemon's host in requests */
    HttpConnection(InputStream in, OutputStream out, Closeable connection, String host, Patience patience) {
        this.patience = patience;
        this.in = in;
        this.out = out;
        this.connection = connection;
        this.host = host;
    }

    /** @throws ApiUnreachable if there is no daemon, or this user may not use it */
    static HttpConnection unix(Path socket) {
        try {
            UnixStream stream = UnixStream.open(socket);
            return new HttpConnection(stream.in(), stream.out(), stream, "localhost", stream::patience);
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

    /** Returns true if the socket is hidden because this user may not enter its folder. */
    private static boolean isHidden(Path socket) {
        Path folder = socket.toAbsolutePath().getParent();
        return Files.exists(folder) && !Files.isExecutable(folder);
    }

    /** Sets the time limit of a read, which then ends by {@link java.net.SocketTimeoutException}. */
    void patience(int millis) throws IOException {
        patience.set(millis);
    }

    /** Value of the header Host. */
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
