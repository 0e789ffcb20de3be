package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose standard error is a full pipe that nobody reads. */
@Timeout(120)
class UnreadLogTest {
    private static final int STRANGERS = 300;

    @TempDir
    private Path directory;

    private static SluiceProcess serve(Path directory) throws Exception {
        return SluiceProcess.withUnreadLog(
                directory,
                "serve",
                "--listen=127.0.0.1:0",
                "--target-name=" + SluiceProcess.TARGET,
                "--disk=ram:4M",
                "--log-level=debug");
    }

    private static Session login(int port) {
        return Session.login(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                LoginOptions.normal("iqn.2026-11.dev.sluice:initiator", SluiceProcess.TARGET));
    }

    @Test
    void shouldServeAndEndAsEverWhenNobodyReadsTheLog() throws Exception {
        try (SluiceProcess sluice = serve(directory)) {
            int port = sluice.awaitListening();
            byte[] data = new byte[64 << 10];
            new Random(1).nextBytes(data);
            for (int i = 0; i < STRANGERS; i++) {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
            }
            try (Session session = login(port)) {
                session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
                for (int i = 0; i < 20; i++) {
                    assertTrue(session.execute(ScsiCommand.write(0, Cdb.write10(128 * i, 128), data))
                            .isGood());
                    assertArrayEquals(
                            data,
                            session.execute(ScsiCommand.read(0, Cdb.read10(128 * i, 128), data.length))
                                    .data());
                }
                session.logout();
            }
            sluice.terminate();
            assertEquals(0, sluice.awaitExit());
        }
    }

    @Test
    void shouldGoOnWithTheLogWhenSomebodyReadsAgain() throws Exception {
        try (SluiceProcess sluice = serve(directory)) {
            int port = sluice.awaitListening();
            login(port).close();
            sluice.readLogUntil("session 1 of iqn.2026-11.dev.sluice:initiator");
        }
    }
}
