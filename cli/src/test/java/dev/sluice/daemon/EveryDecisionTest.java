package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.SetValues;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that are set and left out in turn: what is served, what is saved and what was asked for are the same. */
class EveryDecisionTest extends DaemonFixture {
    private static final List<String> DECISIONS = List.of("default", "0", "1");
    private static final Node.OneAcl ACL = new Node.OneAcl(GROUP, INITIATOR);

    @Test
    void shouldAskForChapAsDecidedWhateverWasDecidedBefore() throws Exception {
        serveOneDisk();
        change(new SetValues(ACL, "auth", Map.of("userid", "joe", "password", "twelve.letters")));
        for (String from : DECISIONS) {
            for (String to : DECISIONS) {
                decide(from);
                ChangeAnswer planned = request(true, authentication(to));
                ChangeAnswer done = decide(to);
                assertEquals(planned.differences(), done.differences());
                assertEquals(from.equals(to), done.differences().isEmpty(), from + " to " + to);
                assertEquals(to.equals("0"), isLetIn(), from + " to " + to);
                assertEquals(
                        from.equals(to), savedText().equals(textAfter(from)), () -> from + " and " + to + " are one");
            }
        }
    }

    private String textAfter(String decision) throws Exception {
        return new String(ConfigurationText.write(Attributes.set(
                daemon.configuration().configuration(), GROUP, "attribute", Map.of("authentication", decision))));
    }

    private String savedText() throws Exception {
        return Files.readString(directory.resolve("sluice.json"));
    }

    private static Change authentication(String decision) {
        return new SetValues(GROUP, "attribute", Map.of("authentication", decision));
    }

    private ChangeAnswer decide(String decision) throws Refusal {
        return request(false, authentication(decision));
    }

    private ChangeAnswer request(boolean dryRun, Change change) throws Refusal {
        return daemon.change(new ChangeRequest(null, true, dryRun, List.of(change)));
    }

    private boolean isLetIn() {
        try {
            login().close();
            return true;
        } catch (LoginFailed e) {
            assertEquals(0x0201, e.status());
            return false;
        }
    }

    @Test
    void shouldAskForChapAgainWhenAFileOrAVersionLeavesItOut() throws Exception {
        serveOneDisk();
        change(new SetValues(ACL, "auth", Map.of("userid", "joe", "password", "twelve.letters")));
        byte[] open = ConfigurationText.write(daemon.configuration().configuration());
        int version = daemon.versions().getFirst().number();
        decide("0");
        assertTrue(isLetIn());
        daemon.replace(open, false, false);
        assertEquals(false, isLetIn());
        decide("0");
        daemon.restore(new RestoreRequest(version, null, false, false));
        assertEquals(false, isLetIn());
        assertEquals(daemon.version(version), daemon.configuration().configuration());
    }

    @Test
    void shouldAskInDiscoveryAsDecidedWhateverWasDecidedBefore() throws Exception {
        serveOneDisk();
        Node.Targets targets = new Node.Targets();
        change(new SetValues(targets, "discovery_auth", Map.of("userid", "joe", "password", "twelve.letters")));
        for (String from : DECISIONS) {
            for (String to : DECISIONS) {
                request(false, new SetValues(targets, "discovery_auth", Map.of("enable", from)));
                request(false, new SetValues(targets, "discovery_auth", Map.of("enable", to)));
                assertEquals(to.equals("0"), isShownTheTargets(), from + " to " + to);
            }
        }
    }

    private boolean isShownTheTargets() {
        try {
            Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.discovery(INITIATOR))
                    .close();
            return true;
        } catch (LoginFailed e) {
            return false;
        }
    }

    @Test
    void shouldServeAndSaveEachValueAsItWasAskedForAndGoBack() throws Exception {
        serveOneDisk();
        change(file("f"));
        for (Node node : List.of(
                new Node.Root(),
                new Node.OneBackstore(dev.sluice.config.BackstoreType.FILEIO, "f"),
                new Node.OneTarget(TARGET),
                GROUP,
                new Node.OneMappedLun(ACL, 0))) {
            for (String group : Attributes.groups(node)) {
                if (!group.equals("auth")) {
                    for (Value value : Attributes.read(daemon.configuration().configuration(), node, group)) {
                        takeTurns(node, group, value);
                    }
                }
            }
        }
    }

    private void takeTurns(Node node, String group, Value value) throws Exception {
        List<String> turns = new ArrayList<>(List.of("default", value.usual(), "default"));
        turns.addAll(value.choices());
        turns.add("default");
        for (String turn : turns) {
            Configuration before = daemon.configuration().configuration();
            Configuration wanted;
            try {
                wanted = Attributes.set(before, node, group, Map.of(value.name(), turn));
            } catch (IllegalArgumentException e) {
                continue;
            }
            try {
                request(false, new SetValues(node, group, Map.of(value.name(), turn)));
            } catch (Refusal e) {
                continue;
            }
            String what = node + " " + value.name() + "=" + turn;
            assertEquals(wanted, daemon.configuration().configuration(), what);
            if (wanted.savesChanges()) {
                assertEquals(new String(ConfigurationText.write(wanted)), savedText(), what);
                if (!wanted.equals(before) && before.savesChanges()) {
                    daemon.restore(new RestoreRequest(null, null, false, true));
                    assertEquals(before, daemon.configuration().configuration(), what);
                    request(false, new SetValues(node, group, Map.of(value.name(), turn)));
                }
            }
        }
    }
}
