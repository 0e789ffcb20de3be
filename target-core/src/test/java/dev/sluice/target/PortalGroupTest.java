package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.node.Redirection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Portal groups: RFC 7143 3.1, 4.1, 11.13.5, 13.9 and appendix C. */
class PortalGroupTest {
    private static final String TARGET = "iqn.2026-01.dev.sluice:groups";
    private static final String INITIATOR = "iqn.2026-01.dev.sluice:initiator";
    private static final AccessPolicy EVERYONE = new AccessPolicy.Everyone();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    private final LunDefinition small = TestServer.disk(new RamDevice(1 << 20), 512);
    private final LunDefinition large = TestServer.disk(new RamDevice(4 << 20), 512);
    private SluiceServer server;

    @AfterEach
    void stop() {
        assertTrue(server.shutdown(Duration.ofSeconds(10)));
    }

    private void start(PortalGroupDefinition... groups) throws IOException {
        start(ANY_PORT, groups);
    }

    private void start(InetSocketAddress listen, PortalGroupDefinition... groups) throws IOException {
        server = SluiceServer.start(
                ServerSettings.on(listen), List.of(new TargetDefinition(TARGET, "two ways in", List.of(groups))));
    }

    private InetSocketAddress main() {
        return server.listeningAddresses().getFirst();
    }

    private List<String> addresses(InetSocketAddress where) {
        try (Session discovery = Session.login(where, LoginOptions.discovery(INITIATOR))) {
            return discovery.sendTargets("All").stream()
                    .filter(pair -> pair.getKey().equals("TargetAddress"))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    private static InetSocketAddress portal(List<String> addresses, int tag) {
        String address = addresses.stream()
                .filter(one -> one.endsWith("," + tag))
                .findFirst()
                .orElseThrow();
        String port = address.substring(address.lastIndexOf(':') + 1, address.lastIndexOf(','));
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
    }

    private static Session login(InetSocketAddress where) {
        Session session = Session.login(where, LoginOptions.normal(INITIATOR, TARGET));
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        return session;
    }

    private static long blocks(Session session, int lun) {
        session.execute(ScsiCommand.none(lun, Cdb.testUnitReady()));
        byte[] data =
                session.execute(ScsiCommand.read(lun, Cdb.readCapacity10(), 8)).data();
        return ByteBuffer.wrap(data).getInt() + 1L;
    }

    @Test
    void shouldShowEachGroupItsOwnUnits() throws IOException {
        start(
                new PortalGroupDefinition(1, EVERYONE, Map.of(0, small)).reachedBy(ANY_PORT),
                new PortalGroupDefinition(7, EVERYONE, Map.of(0, large, 3, small)).reachedBy(ANY_PORT));
        List<String> addresses = addresses(main());
        assertEquals(2, addresses.size());

        try (Session first = login(portal(addresses, 1));
                Session second = login(portal(addresses, 7))) {
            assertEquals("1", first.negotiated().value("TargetPortalGroupTag"));
            assertEquals("7", second.negotiated().value("TargetPortalGroupTag"));
            assertEquals("two ways in", second.negotiated().value("TargetAlias"));
            assertEquals(2048, blocks(first, 0));
            assertEquals(8192, blocks(second, 0));
            assertEquals(2048, blocks(second, 3));
            assertEquals(2, server.sessionCount());

            // One disk, two ways: what is written by the one is read by the other.
            byte[] data = "by way of another".repeat(31).substring(0, 512).getBytes(StandardCharsets.US_ASCII);
            assertTrue(
                    first.execute(ScsiCommand.write(0, Cdb.write10(5, 1), data)).isGood());
            assertEquals(
                    new String(data, StandardCharsets.US_ASCII),
                    new String(
                            second.execute(ScsiCommand.read(3, Cdb.read10(5, 1), 512))
                                    .data(),
                            StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldNameTheTargetPortAfterTheGroup() throws IOException {
        start(new PortalGroupDefinition(258, EVERYONE, Map.of(0, small)));

        try (Session session = login(main())) {
            byte[] page = session.execute(ScsiCommand.read(0, Cdb.inquiry(0x83, 255), 255))
                    .data();
            String text = new String(page, StandardCharsets.ISO_8859_1);
            assertTrue(text.contains(TARGET + ",t,0x0102"), text);
        }
    }

    @Test
    void shouldNotBeReachedByAPortalOfNoGroup() throws IOException {
        start(new PortalGroupDefinition(1, EVERYONE, Map.of(0, small)).reachedBy(ANY_PORT));

        LoginFailed refused = assertThrows(LoginFailed.class, () -> login(main()));

        assertEquals(0x0203, refused.status());
    }

    @Test
    void shouldHaveAnAclAndLimitsForEachGroup() throws IOException {
        start(
                new PortalGroupDefinition(
                                1, new AccessPolicy.Only(Set.of("iqn.2026-01.dev.sluice:other")), Map.of(0, small))
                        .reachedBy(ANY_PORT),
                PortalGroupVariants.withLimits(
                        new PortalGroupDefinition(2, EVERYONE, Map.of(0, large)).reachedBy(ANY_PORT),
                        TargetLimits.DEFAULT.withRecovery(3, 1, 2, 9)));
        List<String> addresses = addresses(main());

        assertEquals(1, addresses.size(), "a group that does not admit it is not shown: " + addresses);
        LoginOptions options = LoginOptions.normal(INITIATOR, TARGET).key("MaxConnections", 8);
        try (Session session = Session.login(portal(addresses, 2), options)) {
            assertEquals("3", session.negotiated().value("MaxConnections"));
        }
    }

    @Test
    void shouldAddAndRemovePortalsUnderSessions() throws IOException {
        start(new PortalGroupDefinition(1, EVERYONE, Map.of(0, small)));
        InetSocketAddress added = server.addPortal(TARGET, 1, ANY_PORT);
        assertEquals(2, addresses(main()).size());

        try (Session session = login(added)) {
            server.removePortal(TARGET, 1, added);

            assertEquals(1, addresses(main()).size());
            assertEquals(2048, blocks(session, 0));
            assertThrows(RuntimeException.class, () -> login(added));
        }
        assertThrows(IllegalArgumentException.class, () -> server.removePortal(TARGET, 1, added));
        assertThrows(IllegalArgumentException.class, () -> server.addPortal(TARGET, 2, ANY_PORT));
        assertThrows(IllegalArgumentException.class, () -> server.addPortal(TARGET, 1, main()));
    }

    @Test
    void shouldSendInitiatorsElsewhere() throws IOException {
        start(
                PortalGroupVariants.withRedirection(
                        new PortalGroupDefinition(1, EVERYONE, Map.of()).reachedBy(ANY_PORT),
                        new Redirection(false, "192.0.2.7:3261")),
                PortalGroupVariants.withRedirection(
                        new PortalGroupDefinition(2, EVERYONE, Map.of()).reachedBy(ANY_PORT),
                        new Redirection(true, "[2001:db8::7]:3260")));
        List<String> addresses = addresses(main());

        LoginFailed temporarily = assertThrows(LoginFailed.class, () -> login(portal(addresses, 1)));
        LoginFailed permanently = assertThrows(LoginFailed.class, () -> login(portal(addresses, 2)));

        assertEquals(0x0101, temporarily.status());
        assertEquals("192.0.2.7:3261", temporarily.targetAddress());
        assertEquals(0x0102, permanently.status());
        assertEquals("[2001:db8::7]:3260", permanently.targetAddress());
    }

    /** A wildcard portal is told as the address that the initiator has reached, and an IPv6 one in brackets. */
    @Test
    void shouldTellTheAddressThatWasReached() throws IOException {
        start(new InetSocketAddress("::", 0), new PortalGroupDefinition(1, EVERYONE, Map.of(0, small)));
        int port = main().getPort();

        assertEquals(List.of("127.0.0.1:" + port + ",1"), addresses(new InetSocketAddress("127.0.0.1", port)));
        assertEquals(List.of("[::1]:" + port + ",1"), addresses(new InetSocketAddress("::1", port)));
    }

    /** A requested address is there: the same address is one socket, of whichever family. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "127.0.0.1", "::1"})
    void shouldListenOnceForAllWhoNameTheAddress(String address) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(address, 0));
            port = free.getLocalPort();
        }
        InetSocketAddress portal = new InetSocketAddress(address, port);
        start(new PortalGroupDefinition(1, EVERYONE, Map.of(0, small)).reachedBy(portal));
        server.addTarget(new TargetDefinition(
                TARGET + "-2", "", List.of(new PortalGroupDefinition(1, EVERYONE, Map.of()).reachedBy(portal))));

        assertEquals(List.of(portal), server.portals(TARGET, 1));
        assertEquals(List.of(portal), server.portals(TARGET + "-2", 1));
        assertEquals(2, server.listeningAddresses().size());
        assertThrows(IllegalArgumentException.class, () -> server.addPortal(TARGET, 1, portal));

        server.removeTarget(TARGET, Duration.ZERO).join();
        assertEquals(2, server.listeningAddresses().size());
        server.removePortal(TARGET + "-2", 1, portal);
        assertEquals(List.of(main()), server.listeningAddresses());
        server.addPortal(TARGET + "-2", 1, portal);
    }

    @Test
    void shouldRefuseDefinitionsThatContradictThemselves() throws IOException {
        start(new PortalGroupDefinition(1, EVERYONE, Map.of(0, small)));
        PortalGroupDefinition one = new PortalGroupDefinition(1, EVERYONE, Map.of());

        assertThrows(IllegalArgumentException.class, () -> new TargetDefinition(TARGET, "", List.of(one, one)));
        assertThrows(IllegalArgumentException.class, () -> new Redirection(true, "a,b"));
    }
}
