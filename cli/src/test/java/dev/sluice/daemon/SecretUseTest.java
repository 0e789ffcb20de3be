package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.config.Node;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.SetValues;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Use of secrets, and behaviour without them. */
class SecretUseTest extends DaemonFixture {
    @Test
    void shouldAskInDiscoveryForWhatIsConfigured() throws Exception {
        serveOneDisk();
        Node.Targets targets = new Node.Targets();
        Path password = directory.resolve("password");
        Files.writeString(password, "twelve.letters");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        assertTrue(isShownTheTargets());
        change(new SetValues(targets, "discovery_auth", Map.of("userid", "joe", "password", "file:" + password)));
        assertFalse(isShownTheTargets());
        change(new SetValues(targets, "discovery_auth", Map.of("enable", "0")));
        assertTrue(isShownTheTargets());
        change(new SetValues(targets, "discovery_auth", Map.of("enable", "1")));
        daemon.close();
        Files.delete(password);
        daemon = again();
        assertFalse(isShownTheTargets());
        assertTrue(daemon.status().warnings().getFirst().contains(password.toString()));
    }

    private boolean isShownTheTargets() {
        try {
            Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.discovery(INITIATOR))
                    .close();
            return true;
        } catch (LoginFailed e) {
            assertEquals(0x0201, e.status());
            return false;
        }
    }

    @Test
    void shouldKeepOnlyThoseOutWhoseSecretIsMissing() throws Exception {
        serveOneDisk();
        Path secret = Files.writeString(directory.resolve("secret"), "correcthorse1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String other = "iqn.2026-11.com.example:other";
        change(
                new CreateAcl(GROUP, other, null),
                new SetValues(
                        new Node.OneAcl(GROUP, other), "auth", Map.of("userid", "joe", "password", "file:" + secret)));
        daemon.close();
        Files.delete(secret);
        daemon = again();
        assertEquals(1, daemon.status().warnings().size());
        assertTrue(daemon.status().warnings().getFirst().startsWith(GROUP + " keeps initiators out"));
        try (Session session = login()) {
            assertEquals(0, status(session, 0));
        }
        assertThrows(LoginFailed.class, () -> login(other));
    }

    @Test
    void shouldNotTakeASecretFromAFileThatEverybodyMayRead() throws Exception {
        change(target());
        Path secret = Files.writeString(directory.resolve("secret"), "correcthorse1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Refusal refusal = refusal(new SetValues(GROUP, "auth", Map.of("userid", "joe", "password", "file:" + secret)));
        assertTrue(refusal.getMessage().contains("chmod o-rw"), refusal.getMessage());
    }

    @Test
    void shouldRefuseASecretWhoseTextNobodyKnows() throws Exception {
        String unknown = """
                {"version": 1, "discovery": {"authentication": {"users": [
                 {"userid": "joe", "password": {"secret": "0123456789abcdef"}}]}}}
                """;
        Refusal refusal = assertThrows(
                Refusal.class, () -> daemon.replace(unknown.getBytes(StandardCharsets.UTF_8), false, false));

        assertEquals(Reason.INVALID, refusal.reason());
        assertEquals(
                "/discovery/authentication/users/0/password",
                refusal.details().getFirst().pointer());
    }
}
