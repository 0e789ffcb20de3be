package dev.sluice.perf.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrowdTest {
    private static final int SIZE = 5;

    @Test
    void shouldReplaceConnectionsThatTheServerCloses() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"))) {
            Crowd crowd = new Crowd(
                    new HalfLogin("iqn.2026-11.com.example:t"),
                    (InetSocketAddress) server.getLocalSocketAddress(),
                    SIZE,
                    System.nanoTime(),
                    1);
            Thread thread = Thread.ofPlatform().daemon().start(crowd);
            List<Socket> first = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                Socket socket = server.accept();
                assertEquals(49, socket.getInputStream().readNBytes(49).length);
                first.add(socket);
            }
            for (Socket socket : first) {
                socket.close();
            }
            for (int i = 0; i < SIZE; i++) {
                try (Socket socket = server.accept()) {
                    assertEquals(49, socket.getInputStream().readNBytes(49).length);
                }
            }
            crowd.stop();
            thread.join();
            assertTrue(crowd.toString().startsWith("half logins: "), crowd::toString);
        }
    }
}
