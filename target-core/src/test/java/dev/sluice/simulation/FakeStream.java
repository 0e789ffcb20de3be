package dev.sluice.simulation;

import dev.sluice.initiator.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The initiator's side of a simulated connection. A read that finds nothing steps the simulation until bytes come or its time is over. One thread.
 */
public final class FakeStream implements ByteStream {
    private static final int DEFAULT_WINDOW_BYTES = 256 << 10;
    private static final int MOST_PIECES = 8;

    private final Simulation simulation;
    private final FakeSocket socket;
    private final ByteQueue arrived = new ByteQueue();
    private int windowBytes = DEFAULT_WINDOW_BYTES;
    private Duration timeout = Duration.ofSeconds(20);
    private long lastSentNanos;
    private boolean ended;
    private boolean closed;
    private boolean cut;

    FakeStream(Simulation simulation, FakeSocket socket) {
        this.simulation = simulation;
        this.socket = socket;
        this.lastSentNanos = simulation.nowNanos();
    }

    /** Bytes that the initiator's machine takes before anybody reads them: 0 closes the window. */
    public void window(int bytes) {
        windowBytes = bytes;
        socket.windowOpened();
    }

    /** Nothing gets from one side to the other any more, and neither hears of it: a cable that is pulled. */
    public void cut() {
        cut = true;
    }

    int room() {
        return cut ? 0 : closed ? Integer.MAX_VALUE : Math.max(0, windowBytes - arrived.size());
    }

    void arrive(byte[] bytes) {
        if (closed) {
            // A machine answers bytes for a socket that is closed by RST.
            simulation.after(0, socket::peerResets);
        } else {
            arrived.add(bytes);
        }
    }

    void endArrives() {
        ended |= !cut;
    }

    /** True where the target has closed the connection; bytes may be left to read. */
    public boolean isEnded() {
        return ended;
    }

    /** Bytes that nobody has read. */
    public int available() {
        return arrived.size();
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!simulation.runUntil(() -> !arrived.isEmpty() || ended, timeout)) {
                    throw new SocketTimeoutException("nothing came within " + timeout);
                }
                byte[] bytes = arrived.poll(length);
                System.arraycopy(bytes, 0, to, offset, bytes.length);
                socket.windowOpened();
                return bytes.length == 0 ? -1 : bytes.length;
            }

            @Override
            public int available() {
                return arrived.size();
            }
        };
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                send(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        };
    }

    /** Cuts bytes into pieces at random places, which arrive in their order. */
    private void send(byte[] bytes) {
        int at = 0;
        int pieces = 1 + simulation.random().nextInt(MOST_PIECES);
        while (at < bytes.length && !cut) {
            int left = bytes.length - at;
            int count = --pieces <= 0 ? left : 1 + simulation.random().nextInt(left);
            byte[] piece = Arrays.copyOfRange(bytes, at, at + count);
            inOrder(() -> socket.arrive(piece));
            at += count;
        }
    }

    private void inOrder(Runnable arrival) {
        long at = simulation.nowNanos() + simulation.random().nextInt(Network.LATENCY_NANOS);
        if (at - lastSentNanos < 0) {
            at = lastSentNanos;
        }
        lastSentNanos = at;
        simulation.after(at - simulation.nowNanos(), () -> {
            if (!cut) {
                arrival.run();
            }
        });
    }

    @Override
    public void readTimeout(int millis) {
        timeout = millis == 0 ? Duration.ofDays(1) : Duration.ofMillis(millis);
    }

    @Override
    public boolean needsReader() {
        return false;
    }

    @Override
    public void reset() {
        closed = true;
        inOrder(socket::peerResets);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inOrder(socket::peerCloses);
        }
    }
}
