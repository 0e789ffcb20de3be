package dev.sluice.iscsi.session;

import dev.sluice.initiator.Opcode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that connects and keeps to no rule. One thread. */
final class Stranger implements AutoCloseable {
    static final int HEADER = 48;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();

    Stranger(InetSocketAddress target) {
        this(target, null);
    }

    /** @param from one of this machine's addresses, or null */
    Stranger(InetSocketAddress target, String from) {
        try {
            if (from != null) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(target, PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A login in one request. */
    static byte[] login(String initiator, String keys, int isid) {
        return login(1, 3, "InitiatorName=" + initiator + "\0" + keys, isid);
    }

    static byte[] login(int stage, int nextStage, String text, int isid) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer pdu = ByteBuffer.allocate(HEADER + (data.length + 3) / 4 * 4);
        pdu.put(0, (byte) (0x40 | Opcode.LOGIN_REQUEST)).put(1, (byte) (0x80 | stage << 2 | nextStage));
        pdu.putInt(4, data.length).putInt(8, 0x80000000 | isid).putInt(24, 1);
        return pdu.put(HEADER, data).array();
    }

    /** A login that announces {@code length} bytes of data, of which one is there. */
    static byte[] halfLogin(int length) {
        ByteBuffer pdu = ByteBuffer.allocate(HEADER + 1);
        pdu.put(0, (byte) (0x40 | Opcode.LOGIN_REQUEST)).put(1, (byte) 0x87).putInt(4, length);
        return pdu.put(HEADER, (byte) 'I').array();
    }

    Stranger send(byte[] bytes) {
        return send(bytes, bytes.length);
    }

    Stranger send(byte[] bytes, int length) {
        try {
            socket.getOutputStream().write(bytes, 0, length);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the login response that comes next, as 0x0302, and its data are read. */
    int loginStatus() {
        ByteBuffer header = ByteBuffer.wrap(read(HEADER));
        read((header.getInt(4) & 0xffffff) + 3 & ~3);
        return header.getShort(36);
    }

    private byte[] read(int length) {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length < length) {
                throw new UncheckedIOException(new IOException("closed by the target"));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the target to close it. */
    boolean isClosedByTarget() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it with a TCP reset, whatever is under way. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
