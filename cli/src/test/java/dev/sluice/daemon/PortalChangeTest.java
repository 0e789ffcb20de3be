package dev.sluice.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.ServedState.GroupState;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.Target;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Portals and their changes: a configuration that passes the rules can be served. */
class PortalChangeTest extends DaemonFixture {
    private static final String OTHER = "iqn.2026-11.com.example:disk2";
    /** Of no machine (RFC 5737). */
    private static final String NOWHERE = "192.0.2.77";

    private Configuration with(Target... targets) {
        return Configuration.EMPTY.withTargets(List.of(targets));
    }

    private Target at(String name, String... addresses) {
        List<Portal> portals = new ArrayList<>();
        for (String address : addresses) {
            portals.add(new Portal(address, port));
        }
        return new Target(name, null, List.of(PortalGroup.of(1).withPortals(portals)));
    }

    private void goTo(Configuration wanted) throws Refusal {
        daemon.replace(ConfigurationText.write(wanted), false, true);
        assertEquals(wanted, daemon.configuration().configuration());
    }

    private GroupState state(String target) {
        return daemon.state().groups().stream()
                .filter(group -> group.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private void discover(String address) {
        Session.login(new InetSocketAddress(address, port), LoginOptions.discovery(INITIATOR))
                .close();
    }

    @Test
    void shouldGoFromAllAddressesToOneAndBackInOneChange() throws Exception {
        List<List<Target>> ways = List.of(
                List.of(at(TARGET, "0.0.0.0")),
                List.of(at(OTHER, "127.0.0.1")),
                List.of(at(OTHER, "::")),
                List.of(at(TARGET, "::1"), at(OTHER, "0.0.0.0")),
                List.of(at(OTHER, "::1", "127.0.0.1"), at(TARGET, "::1", "127.0.0.1")),
                List.of(at(OTHER, "0.0.0.0", "::"), at(TARGET, "::")));
        for (List<Target> from : ways) {
            for (List<Target> to : ways) {
                goTo(Configuration.EMPTY.withTargets(from));
                goTo(Configuration.EMPTY.withTargets(to));
                for (Target target : to) {
                    List<Portal> portals = target.portalGroups().getFirst().portals();
                    assertEquals(
                            portals.stream().map(Portal::toString).sorted().toList(),
                            state(target.name()).portals().stream().sorted().toList());
                    for (Portal portal : portals) {
                        discover(portal.address().equals("0.0.0.0") ? "127.0.0.1" : portal.address());
                    }
                }
            }
        }
    }

    @Test
    void shouldTakePortalsBackWhenAChangeOfTargetsFails() throws Exception {
        goTo(with(at(TARGET, "0.0.0.0")));
        try (ServerSocket program = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Target blocked = new Target(
                    OTHER,
                    null,
                    List.of(PortalGroup.of(1)
                            .withPortals(List.of(
                                    new Portal("127.0.0.1", port), new Portal("127.0.0.1", program.getLocalPort())))));
            Refusal refusal = assertThrows(Refusal.class, () -> goTo(with(blocked)));
            assertTrue(refusal.getMessage().contains("another program has this port"), refusal.getMessage());
        }
        assertEquals(List.of("0.0.0.0:" + port), state(TARGET).portals());
        discover("127.0.0.1");
    }

    @Test
    void shouldServeJustWhatTheRulesLetPass() throws Exception {
        String[] addresses = {"0.0.0.0", "::", "127.0.0.1", "127.0.0.2", "::1"};
        for (String one : addresses) {
            for (String other : addresses) {
                for (Configuration both : List.of(
                        with(at(TARGET, one), at(OTHER, other)),
                        with(at(TARGET, one, other)),
                        with(new Target(
                                TARGET,
                                null,
                                List.of(
                                        PortalGroup.of(1).withPortals(List.of(new Portal(one, port))),
                                        PortalGroup.of(2).withPortals(List.of(new Portal(other, port)))))))) {
                    boolean right = Rules.check(both).isEmpty();
                    String what =
                            one + " and " + other + " of " + both.targets().size();
                    if (right) {
                        goTo(both);
                        assertEquals(List.of(), daemon.status().warnings(), what);
                    } else {
                        assertThrows(Refusal.class, () -> goTo(both), what);
                    }
                    boolean all = one.equals("0.0.0.0") && other.equals("::");
                    assertTrue(!all || right, what);
                }
            }
        }
    }

    @Test
    void shouldWaitForAnAddressThatTheMachineDoesNotHaveYet() throws Exception {
        change(target());
        change(new CreatePortal(GROUP, NOWHERE, 3261), new CreatePortal(GROUP, "fe80::1%nowhere0", 3262));
        assertEquals(List.of("127.0.0.1:" + port), state(TARGET).portals());
        assertEquals(
                List.of(NOWHERE + ":3261", "[fe80::1%nowhere0]:3262"),
                state(TARGET).waiting().stream().map(one -> one.portal()).toList());
        assertTrue(state(TARGET).waiting().getFirst().why().contains("no address of this machine"));
        assertEquals(2, daemon.status().warnings().size(), daemon.status().warnings()::toString);
        assertTrue(daemon.status().warnings().getFirst().contains("is waiting"));

        daemon.close();
        daemon = again();
        assertEquals(2, state(TARGET).waiting().size(), "after a restart as well");
        Node.OnePortal nowhere = new Node.OnePortal(GROUP, new Portal(NOWHERE, 3261));
        assertNotNull(daemon.state().waiting(nowhere));
        change(new DeleteNode(nowhere, false));
        assertNull(daemon.state().waiting(nowhere));
        assertEquals(1, daemon.status().warnings().size());
        daemon.restore(new RestoreRequest(null, null, false, false));
        assertNotNull(daemon.state().waiting(nowhere));
    }

    @Test
    void shouldForgetAPortalThatWaitsWhenItsChangeIsTakenBack() throws Exception {
        try (ServerSocket program = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            refusal(
                    new CreateTarget(TARGET, null),
                    new DeleteNode(new Node.OnePortal(GROUP, new Portal("0.0.0.0", 3260)), false),
                    new CreatePortal(GROUP, "127.0.0.1", program.getLocalPort()),
                    new CreatePortal(GROUP, "100::77", port));
        }
        assertEquals(List.of(), daemon.status().warnings());
        assertEquals(List.of(), daemon.configuration().configuration().targets());
    }

    @Test
    void shouldListenWithoutARestartWhenWhatItWaitsForIsThere() throws Exception {
        change(target());
        daemon.close();
        try (ServerSocket program = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            daemon = again();
            assertEquals(1, state(TARGET).waiting().size());
            assertTrue(
                    state(TARGET).waiting().getFirst().why().contains("another program has this port: ss -ltnp"),
                    program::toString);
        }
        long end = System.nanoTime() + 30_000_000_000L;
        while (!state(TARGET).waiting().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(List.of("127.0.0.1:" + port), state(TARGET).portals());
        assertEquals(List.of(), state(TARGET).waiting());
        discover("127.0.0.1");
    }

    @Test
    void shouldKnowAnAddressByAnyOfItsSpellings() throws Exception {
        String spelled = """
                {"version": 1, "targets": [{"name": "%s", "portalGroups": [{"tag": 1, "portals": [
                 {"address": "0:0::1", "port": %d}, {"address": "::ffff:127.0.0.1", "port": %d}]}]}]}
                """.formatted(TARGET, port, port);
        daemon.replace(spelled.getBytes(UTF_8), false, false);
        assertEquals(
                List.of("127.0.0.1:" + port, "[::1]:" + port),
                state(TARGET).portals().stream().sorted().toList());
        assertEquals(List.of(), state(TARGET).waiting());
        assertEquals(
                List.of(),
                daemon.replace(spelled.replace("0:0::1", "0:0:0:0:0:0:0:0001").getBytes(UTF_8), false, false)
                        .differences());
        refusal(new CreatePortal(GROUP, "0000::0001", port));
        change(new DeleteNode(Node.parse(GROUP + "/portals/[0::1]:" + port), false));
        assertEquals(List.of("127.0.0.1:" + port), state(TARGET).portals());
    }
}
