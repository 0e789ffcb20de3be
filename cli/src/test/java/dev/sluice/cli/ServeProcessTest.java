package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeProcessTest {
    @TempDir
    private Path directory;

    @Test
    void shouldSayHowEachDiskIsServedAndExitWith0WhenTerminated() throws Exception {
        try (SluiceProcess sluice =
                SluiceProcess.serve(directory, "--disk=ram:10M", "--disk=ram:4M,read-only", "--disk=null:1T")) {
            int port = sluice.awaitListening();
            new Socket(InetAddress.getLoopbackAddress(), port).close();

            sluice.terminate();

            assertEquals(0, sluice.awaitExit(), sluice::toString);
            String printed = String.join("\n", sluice.lines());
            assertTrue(printed.contains(SluiceProcess.TARGET), printed);
            assertTrue(
                    printed.matches("(?s).*LUN 0 +ram.*10 MiB.*LUN 1 +ram.*read-only.*LUN 2 +null.*1 TiB.*"), printed);
        }
    }

    @Test
    void shouldTellInitiatorsTheAlias() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(directory, "--disk=ram:4M", "--target-alias=the big one");
                Session session = login(sluice.awaitListening())) {
            assertEquals("the big one", session.negotiated().value("TargetAlias"));
        }
    }

    @Test
    void shouldLeadToTheSameDiskByAnotherPortalGroup() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(
                        directory, "--disk=ram:4M", "--portal-group=7=127.0.0.1:0,state=non-optimized");
                Session first = login(sluice.awaitListening());
                Session second = login(sluice.awaitListening())) {
            assertEquals("1", first.negotiated().value("TargetPortalGroupTag"));
            assertEquals("7", second.negotiated().value("TargetPortalGroupTag"));
            byte[] reportGroups = {(byte) 0xA3, 0x0A, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0};
            first.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            byte[] groups = first.execute(ScsiCommand.read(0, reportGroups, 64)).data();
            assertEquals(0, groups[4] & 0xF, "the first group is active and optimized");
            assertEquals(1, groups[16] & 0xF, "the other is active and not optimized");
            assertEquals(7, groups[19]);
        }
    }

    @Test
    void shouldKeepReservationsWhenItIsKilled() throws Exception {
        String[] arguments = {"--disk=disk.img,size=1M", "--state-dir=state"};
        try (SluiceProcess sluice = SluiceProcess.serve(directory, arguments);
                Session holder = login(sluice.awaitListening())) {
            holder.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            byte[] list = new byte[24];
            list[15] = 1;
            list[20] = 1;
            assertTrue(holder.execute(ScsiCommand.write(0, new byte[] {0x5F, 0, 0, 0, 0, 0, 0, 0, 24, 0}, list))
                    .isGood());
            sluice.kill();
        }
        try (SluiceProcess sluice = SluiceProcess.serve(directory, arguments);
                Session session = login(sluice.awaitListening())) {
            session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            ScsiResult keys = session.execute(ScsiCommand.read(0, new byte[] {0x5E, 0, 0, 0, 0, 0, 0, 0, 16, 0}, 16));
            assertEquals(1, keys.data()[15]);
        }
    }

    @Test
    void shouldAskInitiatorsToLogOutAndExitWith0WhenTerminated() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(directory, "--disk=ram:4M");
                Session session = login(sluice.awaitListening())) {
            sluice.terminate();
            awaitAsyncMessage(session);
            session.logout();

            assertEquals(0, sluice.awaitExit());
        }
    }

    @Test
    void shouldExitAtOnceWhenTerminatedASecondTime() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(directory, "--disk=ram:4M");
                Session session = login(sluice.awaitListening())) {
            sluice.terminate();
            awaitAsyncMessage(session);
            sluice.terminate();

            assertEquals(128 + 15, sluice.awaitExit());
        }
    }

    @Test
    void shouldLetInOnlyThoseWhoAreAllowed() throws Exception {
        try (SluiceProcess sluice =
                SluiceProcess.serve(directory, "--disk=ram:4M", "--allow=iqn.2026-11.dev.sluice:other")) {
            int port = sluice.awaitListening();

            assertThrows(LoginFailed.class, () -> login(port).close());
        }
    }

    @Test
    void shouldNameTheAddressWhenItIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SluiceProcess sluice = SluiceProcess.start(
                        directory, "serve", "--listen=127.0.0.1:" + other.getLocalPort(), "--disk=ram:4M")) {
            assertEquals(1, sluice.awaitExit());
            assertTrue(sluice.err().contains("127.0.0.1:" + other.getLocalPort()), sluice.err());
        }
    }

    private static Session login(int port) {
        return Session.login(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                LoginOptions.normal("iqn.2026-11.dev.sluice:initiator", SluiceProcess.TARGET));
    }

    private static void awaitAsyncMessage(Session session) {
        while (session.asyncMessages().isEmpty()) {
            session.pump();
        }
    }
}
