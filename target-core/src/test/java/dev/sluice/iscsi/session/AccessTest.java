package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.target.ServerSettings;
import dev.sluice.target.TargetDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Admission of initiators, the limit of their sessions, and the answers of discovery: RFC 7143 4.3, 6.3 and appendix C. */
class AccessTest {
    @Test
    void shouldServeManySessionsOfOneHost() {
        try (TestServer server =
                new TestServer(from -> TestServer.settings(from.cores(2), 16, 320, 30, 30, TargetLimits.DEFAULT)
                        .bufferMemory(320 * ServerSettings.GUARANTEED_BYTES_PER_SESSION))) {
            List<Session> sessions = IntStream.range(0, 300)
                    .mapToObj(i -> ready(server, TestServer.options().isidQualifier(i)))
                    .toList();
            assertEquals(300, server.sessionCount());
            sessions.forEach(session -> assertTrue(session.execute(read(0, 1)).isGood()));
            sessions.forEach(Session::close);
        }
    }

    @Test
    void shouldRefuseMoreSessionsThanAllowed() {
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 8, 2, 30, 30, TargetLimits.DEFAULT));
                Session one = server.login(TestServer.options().isidQualifier(1));
                Session two = server.login(TestServer.options().isidQualifier(2))) {
            LoginFailed refused = assertThrows(
                    LoginFailed.class, () -> server.login(TestServer.options().isidQualifier(3)));
            assertEquals(3, refused.statusClass());
            assertEquals(2, refused.statusDetail());
            assertTrue(one.window() > 0 && two.window() > 0);
        }
    }

    @Test
    void shouldAdmitAndShowTheTargetOnlyToThoseInTheAcl() {
        AccessPolicy access = new AccessPolicy.Only(Set.of(TestServer.INITIATOR));
        try (TestServer server = new TestServer(from -> from, access, List.of())) {
            try (Session admitted = server.login()) {
                assertTrue(admitted.window() > 0);
            }
            String stranger = "iqn.2026-11.dev.sluice:stranger";
            LoginFailed refused = assertThrows(
                    LoginFailed.class, () -> server.login(LoginOptions.normal(stranger, TestServer.TARGET)));
            assertEquals(2, refused.statusClass());
            assertEquals(2, refused.statusDetail());
            try (Session discovery = server.login(LoginOptions.discovery(stranger))) {
                assertEquals(List.of(), discovery.sendTargets("All"));
            }
            try (Session discovery = server.login(LoginOptions.discovery(TestServer.INITIATOR))) {
                assertEquals(2, discovery.sendTargets("All").size());
            }
        }
    }

    @Test
    void shouldDiscoverHundredsOfTargets() {
        List<TargetDefinition> more = IntStream.range(0, 400)
                .mapToObj(i -> new TargetDefinition(
                        "iqn.2026-11.dev.sluice:target-with-a-long-name-" + i, new AccessPolicy.Everyone(), List.of()))
                .toList();
        try (TestServer server = new TestServer(from -> from, new AccessPolicy.Everyone(), more);
                Session discovery = server.login(
                        LoginOptions.discovery(TestServer.INITIATOR).key("MaxRecvDataSegmentLength", 512))) {
            List<Map.Entry<String, String>> pairs = discovery.sendTargets("All");
            assertEquals(2 * 401, pairs.size());
            assertEquals(
                    "127.0.0.1:" + server.address().getPort() + ",1",
                    pairs.get(1).getValue());
        }
    }
}
