package dev.sluice.api.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told to, be it HTTP or not. One thread. */
final class RawClient implements AutoCloseable {
    /** A response. @param headers by name in lower case */
    record Response(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    private final Closeable connection;
    private final InputStream in;
    private final OutputStream out;

    private RawClient(Closeable connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = in;
        this.out = out;
    }

    static RawClient connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        return new RawClient(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    /** Over TCP, with TLS or without. */
    static RawClient over(Socket socket) throws IOException {
        return new RawClient(socket, socket.getInputStream(), socket.getOutputStream());
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells the server that nothing more comes. */
    void sendNoMore() throws IOException {
        if (connection instanceof SocketChannel channel) {
            channel.shutdownOutput();
        }
    }

    /** Asks with a body of JSON, or with none. */
    Response ask(String method, String path, String body) throws IOException {
        return ask(method, path, body, body == null ? "" : "Content-Type: application/json\r\n");
    }

    /** Asks with headers, each with its line's end. */
    Response ask(String method, String path, String body, String headers) throws IOException {
        send(request(method, path, body, headers));
        return receive();
    }

    static byte[] request(String method, String path, String body, String headers) {
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes.length + "\r\n"
                        + headers + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    /** @throws EOFException if the server closed the connection instead */
    Response receive() throws IOException {
        Response head = receiveHead();
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the server closed the connection amid a body");
        }
        return new Response(head.status(), head.headers(), body);
    }

    /** A response that has no body, whatever length it tells. */
    Response receiveHead() throws IOException {
        String[] start = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return new Response(Integer.parseInt(start[1]), headers, new byte[0]);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Returns true if the server closes the connection without a further word; waits until it does one or the other. */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
