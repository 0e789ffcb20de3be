package dev.sluice.initiator;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A connection that carries PDUs.
 *
 * <p>At first {@link #receive} reads the socket itself; after {@link #startReader} a thread of its own does, so that a
 * target which sends much is never held up by a test that sends much. Apart from that thread, one thread uses it.
 */
public final class PduConnection implements AutoCloseable {
    /** Time that a test waits for the target before it fails. */
    public static final int TIMEOUT_MILLIS = 20_000;

    private static final Pdu END = new Pdu(0);

    private final ByteStream stream;
    private final DataInputStream in;
    private final OutputStream out;
    private final LinkedBlockingQueue<Pdu> arrived = new LinkedBlockingQueue<>();
    private boolean headerDigest;
    private boolean dataDigest;
    private int maxDataLength = 0xffffff;
    private Thread reader;
    private volatile Throwable readerFailure;
    private volatile boolean suspended;

    public PduConnection(InetSocketAddress target) {
        this(connect(target));
    }

    public PduConnection(ByteStream stream) {
        this.stream = stream;
        try {
            in = new DataInputStream(new java.io.BufferedInputStream(stream.input(), 1 << 16));
            out = stream.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteStream connect(InetSocketAddress target) {
        try {
            return new TcpStream(target, TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the next PDU on, in both directions. To be called before {@link #startReader}. */
    public void useDigests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** The MaxRecvDataSegmentLength that was declared: more in one PDU is the target's fault. */
    public void limitDataLength(int bytes) {
        maxDataLength = bytes;
    }

    public void startReader() {
        if (!stream.needsReader()) {
            return;
        }
        reader = Thread.ofPlatform().daemon().name("initiator-reader").start(this::readAll);
    }

    /** Reads nothing more after the next PDU, as a host that is suspended. */
    public void suspend() {
        suspended = true;
    }

    public void send(Pdu pdu) {
        sendBytes(pdu.encode(headerDigest, dataDigest));
    }

    /** Sends anything at all. */
    public void sendBytes(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next PDU, or null where the target has closed the connection. */
    public Pdu receive() {
        Pdu pdu = receive(TIMEOUT_MILLIS);
        if (pdu == END) {
            throw new ProtocolViolation("nothing came from the target within " + TIMEOUT_MILLIS + " ms");
        }
        return pdu;
    }

    /** Waits until the target has closed the connection, and returns false if it sends a PDU instead. */
    public boolean isClosedByTarget() {
        return receive() == null;
    }

    /** True where no PDU comes within {@code millis} and the connection stays open. The PDU that came is lost. */
    public boolean isSilentFor(int millis) {
        return receive(millis) == END;
    }

    /** END: nothing in time. Null: closed. */
    private Pdu receive(int millis) {
        try {
            if (reader == null) {
                stream.readTimeout(millis);
                return read();
            }
            Pdu pdu = arrived.poll(millis, TimeUnit.MILLISECONDS);
            if (pdu == null) {
                return END;
            }
            if (pdu != END) {
                return pdu;
            }
            arrived.add(END);
            if (readerFailure instanceof ProtocolViolation violation) {
                throw violation;
            }
            return null;
        } catch (SocketTimeoutException e) {
            return END;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readAll() {
        try {
            stream.readTimeout(0);
            Pdu pdu;
            while ((pdu = read()) != null) {
                arrived.add(pdu);
                if (suspended) {
                    return;
                }
            }
            arrived.add(END);
        } catch (IOException | ProtocolViolation e) {
            readerFailure = e;
            arrived.add(END);
        }
    }

    private Pdu read() throws IOException {
        byte[] header = new byte[Pdu.BHS_BYTES];
        try {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            header[0] = (byte) first;
            in.readFully(header, 1, header.length - 1);
        } catch (EOFException | SocketException e) {
            return null;
        }
        byte[] ahs = in.readNBytes(Pdu.ahsLength(header));
        if (headerDigest) {
            verify("header", in.readNBytes(Digest.BYTES), Digest.of(header, ahs));
        }
        int length = Pdu.dataLength(header);
        byte[] padded = in.readNBytes(Pdu.padded(length));
        if (dataDigest && length > 0) {
            verify("data", in.readNBytes(Digest.BYTES), Digest.of(padded));
        }
        Pdu pdu = new Pdu(header, ahs, length == padded.length ? padded : Arrays.copyOf(padded, length));
        ProtocolViolation.check(length <= maxDataLength, "more data than MaxRecvDataSegmentLength", pdu);
        ReservedFields.judge(pdu);
        return pdu;
    }

    private static void verify(String what, byte[] found, byte[] expected) {
        if (!Arrays.equals(found, expected)) {
            throw new ProtocolViolation("wrong " + what + " digest from the target");
        }
    }

    /** Ends the connection without a word, as a host that crashes does. */
    public void reset() {
        try {
            stream.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
