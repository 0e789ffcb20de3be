package dev.sluice.initiator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The bytes of a TCP connection. */
final class TcpStream implements ByteStream {
    private final Socket socket = new Socket();

    TcpStream(InetSocketAddress target, int timeoutMillis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(target, timeoutMillis);
        socket.setSoTimeout(timeoutMillis);
    }

    @Override
    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void readTimeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public boolean needsReader() {
        return true;
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
