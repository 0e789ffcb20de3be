package dev.sluice.perf.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** An {@code iscsi://host[:port]/target/lun} URL, in the form of libiscsi and QEMU. */
record TargetAddress(InetSocketAddress portal, String target, int lun) {
    private static final int DEFAULT_PORT = 3260;
    /** SAM-5 4.7: the last LUN of flat addressing. */
    private static final int LAST_LUN = 16_383;

    private static final int LAST_PERIPHERAL = 255;
    private static final int FLAT = 0x4000;

    /** @param luns consecutive LUNs that are loaded, from that of the URL */
    static TargetAddress parse(String url, int luns) throws LoadFailure {
        try {
            URI uri = new URI(url);
            String[] path =
                    uri.getPath() == null ? new String[0] : uri.getPath().split("/");
            if ("iscsi".equals(uri.getScheme())
                    && uri.getHost() != null
                    && path.length == 3
                    && uri.getUserInfo() == null) {
                int lun = Integer.parseInt(path[2]);
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                if (lun >= 0 && lun + luns - 1 <= LAST_LUN && port > 0 && port < 65_536) {
                    return new TargetAddress(new InetSocketAddress(uri.getHost(), port), path[1], lun);
                }
            }
        } catch (URISyntaxException | NumberFormatException e) {
            // The message below has the form that is expected.
        }
        throw LoadFailure.wrongArguments(
                "the URL '" + url + "' is not iscsi://HOST[:PORT]/TARGET/LUN with LUNs of 0 to " + LAST_LUN
                        + ", for example iscsi://127.0.0.1:3260/iqn.2026-11.dev.sluice:demo/0");
    }

    /** The LUN field of a header for the LUN {@code further} after that of the URL: peripheral or flat addressing (SAM-5 4.7). */
    long lunField(int further) {
        int number = lun + further;
        return (long) (number > LAST_PERIPHERAL ? FLAT | number : number) << 48;
    }

    SocketChannel connect() throws LoadFailure {
        String at = portal.getHostString() + ":" + portal.getPort();
        if (portal.isUnresolved()) {
            throw LoadFailure.noSession("the host " + portal.getHostString() + " is unknown: correct the URL");
        }
        try {
            return SocketChannel.open(portal);
        } catch (ConnectException e) {
            throw LoadFailure.noSession(
                    "nobody answers at " + at + " (" + e.getMessage() + "): start the target, or correct the URL");
        } catch (IOException e) {
            throw LoadFailure.noSession("cannot connect to " + at + ": " + e.getMessage());
        }
    }

    /** Reads {@code length} bytes from a blocking channel. */
    static ByteBuffer readFully(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the target closed the connection");
            }
        }
        return buffer.clear();
    }

    /** Closes a channel whose data nobody needs. */
    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
