package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.transport.ListenFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Portals on all addresses, of one family or both, beside others of the same port. */
class PortalAddressTest {
    private static final String TARGET = "iqn.2026-01.dev.sluice:four";
    private static final String OTHER = "iqn.2026-01.dev.sluice:six";
    private static final String INITIATOR = "iqn.2026-01.dev.sluice:initiator";

    private final LunDefinition disk = TestServer.disk(new RamDevice(1 << 20), 512);
    private SluiceServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress("::", 0));
            port = free.getLocalPort();
        }
        server = SluiceServer.start(ServerSettings.on(new InetSocketAddress("127.0.0.1", 0)), List.of());
    }

    @AfterEach
    void stop() {
        assertTrue(server.shutdown(Duration.ofSeconds(10)));
    }

    private InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private void add(String target, String... addresses) throws IOException {
        PortalGroupDefinition[] groups = new PortalGroupDefinition[addresses.length];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = new PortalGroupDefinition(i + 1, new AccessPolicy.Everyone(), Map.of(0, disk))
                    .reachedBy(at(addresses[i]));
        }
        server.addTarget(new TargetDefinition(target, "", List.of(groups)));
    }

    private void remove(String target) {
        server.removeTarget(target, Duration.ZERO).join();
    }

    /** The tag of the group that a login gets to. */
    private int tag(String target, String address) {
        Session session = Session.login(at(address), LoginOptions.normal(INITIATOR, target));
        try {
            return server.sessions().stream()
                    .filter(one -> one.targetName().equals(target))
                    .findFirst()
                    .orElseThrow()
                    .portalGroupTag();
        } finally {
            session.close();
        }
    }

    @Test
    void shouldReachAllOfBothFamiliesByOnePortalWhoeverElseHasTheFourth() throws IOException {
        add(OTHER, "::");
        assertEquals(1, tag(OTHER, "127.0.0.1"));
        assertEquals(1, tag(OTHER, "::1"));

        add(TARGET, "0.0.0.0");
        assertEquals(1, tag(OTHER, "127.0.0.1"), "still");
        assertEquals(1, tag(OTHER, "::1"), "still");
        assertEquals(1, tag(TARGET, "127.0.0.1"));
        LoginFailed refused = assertThrows(LoginFailed.class, () -> tag(TARGET, "::1"));
        assertEquals(0x0203, refused.status(), "it is not on IPv6");
        assertEquals(
                List.of(at("::"), at("0.0.0.0")),
                server.listeningAddresses().stream()
                        .filter(one -> one.getPort() == port)
                        .toList());

        remove(TARGET);
        assertEquals(1, tag(OTHER, "127.0.0.1"), "although that had the same socket");
        remove(OTHER);
        add(TARGET, "127.0.0.1");
        add(OTHER, "::1");
        assertEquals(1, tag(TARGET, "127.0.0.1"), "all sockets are closed");
    }

    @Test
    void shouldLeadEachFamilyToItsOwnGroupWhenOneHasAllOfFourAndOneAllOfSix() throws IOException {
        add(TARGET, "0.0.0.0", "::");

        assertEquals(1, tag(TARGET, "127.0.0.1"));
        assertEquals(2, tag(TARGET, "::1"));

        server.removePortal(TARGET, 1, at("0.0.0.0"));
        assertEquals(2, tag(TARGET, "127.0.0.1"));
        server.addPortal(TARGET, 1, at("0.0.0.0"));
        assertEquals(1, tag(TARGET, "127.0.0.1"));
    }

    @Test
    void shouldTellAnAddressOnceWhenTwoPortalsAreAllAddresses() throws IOException {
        add(TARGET, "0.0.0.0");
        server.addPortal(TARGET, 1, at("::"));

        try (Session discovery = Session.login(at("127.0.0.1"), LoginOptions.discovery(INITIATOR))) {
            assertEquals(
                    List.of("127.0.0.1:" + port + ",1"),
                    discovery.sendTargets("All").stream()
                            .filter(pair -> pair.getKey().equals("TargetAddress"))
                            .map(Map.Entry::getValue)
                            .toList());
        }
    }

    @Test
    void shouldTellOfNoAddressOfTheOtherFamilyWhereItIsNotReached() throws IOException {
        add(OTHER, "::");
        add(TARGET, "0.0.0.0");

        assertEquals(List.of(OTHER), targets("::1"));
        assertEquals(List.of(TARGET, OTHER), targets("127.0.0.1"));
    }

    private List<String> targets(String address) {
        try (Session discovery = Session.login(at(address), LoginOptions.discovery(INITIATOR))) {
            return discovery.sendTargets("All").stream()
                    .filter(pair -> pair.getKey().equals("TargetName"))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    @Test
    void shouldTellOwnPortalsFromOtherProgramsWhenAPortIsTaken() throws IOException {
        add(TARGET, "0.0.0.0");
        ListenFailure ours = assertThrows(ListenFailure.class, () -> add(OTHER, "127.0.0.1"));
        assertEquals(ListenFailure.Reason.PORT_TAKEN, ours.reason());
        assertTrue(ours.getMessage().contains("there is a portal"), ours.getMessage());

        remove(TARGET);
        try (ServerSocket program = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertTrue(program.isBound());
            ListenFailure theirs = assertThrows(ListenFailure.class, () -> add(OTHER, "0.0.0.0"));
            assertTrue(theirs.getMessage().contains("another program has this port"), theirs.getMessage());
            ListenFailure both = assertThrows(ListenFailure.class, () -> add(OTHER, "::"));
            assertTrue(both.getMessage().contains("another program has this port"), both.getMessage());
        }
        add(OTHER, "::");
        assertEquals(1, tag(OTHER, "::1"), "what failed left no socket behind");
    }

    @Test
    void shouldSayThatAnAddressIsMissingWhenTheMachineHasItNot() {
        for (String address : List.of("192.0.2.77", "2001:db8::77")) {
            ListenFailure missing = assertThrows(ListenFailure.class, () -> add(TARGET, address));
            assertEquals(ListenFailure.Reason.ADDRESS_MISSING, missing.reason());
        }
    }
}
