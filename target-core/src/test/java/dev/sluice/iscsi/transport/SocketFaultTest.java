package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bug of whoever owns a connection costs that connection, and nothing else. */
@Timeout(60)
class SocketFaultTest {
    private static final byte[] NOTHING = {};
    private static final byte[] PDU = Wire.pdu(Wire.header(0, 0x80, 1, NOTHING, 4), new byte[4], false, false);

    private enum Place {
        HEADER,
        DESTINATION,
        PDU,
        ENCODING,
        CLOSED
    }

    private IoLoopGroup loops;
    private IoLoop loop;
    private LoopTransport transport;
    private ListeningSocket listening;

    @BeforeEach
    void start() throws IOException {
        loops = IoLoopGroup.start(List.of(new LoopSettings(-1, 8 << 20, 8 << 20, 0)));
        loop = loops.loops().getFirst();
        transport = new LoopTransport(loop, 0);
    }

    @AfterEach
    void stop() {
        listening.close();
        listening.closed().join();
        loops.close();
    }

    private void listen(ListeningSocket.AcceptHandler handler) throws IOException {
        listening = RingListeningSocket.open(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.connect(listening.localAddress());
        return socket;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private void awaitAllHome() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (lent() > 0) {
            assertTrue(System.nanoTime() < deadline, "something stays lent");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private int lent() {
        return CompletableFuture.supplyAsync(transport::lent, loop::execute).join();
    }

    /** Fails in one place, each time. */
    private static final class Faulty implements SocketListener {
        private final Place place;
        private SocketIo io;

        Faulty(Place place) {
            this.place = place;
        }

        private void failIf(Place here) {
            if (place == here && here == Place.PDU) {
                throw new AssertionError(here);
            }
            if (place == here) {
                throw new IllegalStateException(here.name());
            }
        }

        @Override
        public boolean headerReceived(BasicHeader header) {
            failIf(Place.HEADER);
            return true;
        }

        @Override
        public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
            failIf(Place.DESTINATION);
            receiver.gather((memory, offset, length) -> {});
        }

        @Override
        public void pduReceived(BasicHeader header) {
            failIf(Place.PDU);
            for (int i = 0; i < 3; i++) {
                io.send(new FaultyAnswer());
            }
            if (place == Place.CLOSED) {
                io.close("as it should be");
            }
        }

        @Override
        public void dataDigestFailed(BasicHeader header) {}

        @Override
        public void streamBroken(String reason) {}

        @Override
        public void closed(String reason) {
            throw new IllegalStateException("closed");
        }
    }

    private static final class FaultyAnswer extends Outgoing {
        @Override
        protected boolean encode(SendBatch batch) {
            batch.begin(0x20, 0x80);
            throw new IllegalStateException("encode");
        }

        @Override
        protected void dropped() {
            throw new IllegalStateException("dropped");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndTheConnectionAloneWhenItsOwnerHasAFault(Place place) throws IOException {
        listen((socket, peer, portal) -> {
            Faulty faulty = new Faulty(place);
            faulty.io = new SocketIo(transport, socket, peer, portal, faulty, 8192);
            faulty.io.start(NOTHING);
        });
        for (int i = 0; i < 50; i++) {
            try (Socket client = connect()) {
                client.getOutputStream().write(PDU);
                assertTrue(isClosed(client));
            }
        }
        awaitAllHome();
    }

    @Test
    void shouldAcceptTheNextConnectionWhenTheHandlerHasAFault() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CompletableFuture<InetSocketAddress> accepted = new CompletableFuture<>();
        listen((socket, peer, portal) -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException("handler");
            }
            accepted.complete(peer);
            socket.close();
        });
        try (Socket first = connect();
                Socket second = connect()) {
            assertTrue(isClosed(first));
            assertEquals(
                    second.getLocalPort(), accepted.get(20, TimeUnit.SECONDS).getPort());
        }
    }
}
