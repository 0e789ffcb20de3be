package dev.sluice.target;

import static dev.sluice.target.ChangingServer.EVERYONE;
import static dev.sluice.target.ChangingServer.INITIATOR;
import static dev.sluice.target.ChangingServer.awaitClose;
import static dev.sluice.target.ChangingServer.awaitEvent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.session.HoldingDevice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions as an administrator sees them, and ends them. */
class SessionReportTest {
    private final HoldingDevice device = new HoldingDevice(new RamDevice(1 << 20));
    private ChangingServer changing;
    private String target;

    @BeforeEach
    void start() throws IOException {
        changing = new ChangingServer(2);
        target = changing.add("reported", EVERYONE, Map.of(0, TestServer.disk(device, 512)));
    }

    @AfterEach
    void stop() {
        changing.close();
    }

    @Test
    void shouldTellWhoIsConnectedAndWhatTheyDo() throws Exception {
        Instant before = Instant.now();
        LoginOptions options = LoginOptions.normal(INITIATOR, target)
                .isidQualifier(7)
                .identity("InitiatorAlias", "host seven")
                .digests(true, false)
                .key("MaxBurstLength", 65536);
        try (Session session = Session.login(changing.portal(), options);
                Session discovery = Session.login(changing.portal(), LoginOptions.discovery(INITIATOR))) {
            session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            session.execute(ScsiCommand.write(0, Cdb.write10(0, 4), new byte[2048]));
            session.execute(ScsiCommand.read(0, Cdb.read10(0, 2), 1024));
            var held = device.hold(1);
            InitiatorTask open = session.submit(ScsiCommand.read(0, Cdb.read10(0, 2), 1024));
            HoldingDevice.await(held);

            List<SessionReport> reports = changing.server.sessions();

            assertEquals(2, reports.size());
            SessionReport report = reports.getFirst();
            assertEquals(session.tsih(), report.tsih());
            assertFalse(report.discovery());
            assertEquals(INITIATOR, report.initiatorName());
            assertEquals("host seven", report.initiatorAlias());
            assertEquals(7, report.isid() & 0xffff);
            assertEquals(target, report.targetName());
            assertEquals(1, report.portalGroupTag());
            assertNull(report.user());
            assertFalse(report.since().isBefore(before));
            assertEquals(1, report.others());
            assertEquals(1, report.writes());
            assertEquals(2048, report.writtenBytes());
            assertEquals(1, report.reads());
            assertEquals(1024, report.readBytes());
            assertEquals(1, report.openCommands());
            assertEquals("65536", report.agreed().get("MaxBurstLength"));
            SessionReport.ConnectionReport connection = report.connections().getFirst();
            assertEquals(changing.portal(), connection.portal());
            assertTrue(connection.initiator().getAddress().isLoopbackAddress());
            assertTrue(connection.headerDigest());
            assertFalse(connection.dataDigest());
            assertFalse(connection.since().isBefore(before));
            SessionReport other = reports.getLast();
            assertTrue(other.discovery());
            assertEquals(discovery.tsih(), other.tsih());
            assertEquals("", other.targetName());
            device.release();
            assertTrue(session.await(open).isGood());
        }
    }

    @Test
    void shouldEndASession() throws Exception {
        Session leaving = changing.login(target, INITIATOR, 0);
        Session stubborn = changing.login(target, INITIATOR + "-2", 0);
        Session discovery = Session.login(changing.portal(), LoginOptions.discovery(INITIATOR));

        CompletableFuture<Boolean> left = changing.server.endSession(leaving.tsih(), Duration.ofSeconds(9));
        assertEquals(1, awaitEvent(leaving).get8(36));
        leaving.logout();
        assertTrue(left.get(20, TimeUnit.SECONDS));

        CompletableFuture<Boolean> dropped = changing.server.endSession(stubborn.tsih(), Duration.ofMillis(50));
        assertEquals(3, awaitClose(stubborn).get8(36));
        assertTrue(dropped.get(20, TimeUnit.SECONDS));

        CompletableFuture<Boolean> known = changing.server.endSession(discovery.tsih(), Duration.ofSeconds(9));
        awaitClose(discovery);
        assertTrue(known.get(20, TimeUnit.SECONDS));
        assertFalse(changing.server.endSession(4711, Duration.ZERO).join());
        assertEquals(List.of(), changing.server.sessions());
    }
}
