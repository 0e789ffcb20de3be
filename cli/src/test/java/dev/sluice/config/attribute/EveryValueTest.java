package dev.sluice.config.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Identity;
import dev.sluice.config.Node;
import dev.sluice.config.Rules;
import dev.sluice.config.attribute.Attributes.Value;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.ChangeRefused;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.NodeRestoration;
import dev.sluice.config.difference.Differences;
import dev.sluice.config.file.ConfigurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every value of every node, and none, after each other. */
class EveryValueTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final Node.Group GROUP = new Node.Group(TARGET, 1);
    private static final Node.OneAcl ACL = new Node.OneAcl(GROUP, "iqn.2026-11.com.example:me");
    private static final Node.OneBackstore DISK = new Node.OneBackstore(BackstoreType.FILEIO, "disk");
    private static final List<Node> NODES = List.of(
            new Node.Root(),
            new Node.Targets(),
            DISK,
            new Node.OneTarget(TARGET),
            GROUP,
            ACL,
            new Node.OneMappedLun(ACL, 0));

    /** Some that numbers and texts can be. */
    private static final List<String> CANDIDATES = List.of(
            "0",
            "1",
            "2",
            "15",
            "512",
            "4096",
            "65536",
            "262144",
            "a.text.of.16.let",
            "5000000000000001",
            "file:/s",
            "1.0");

    private record Member(Node node, String group, String name, List<String> values) {
        Configuration set(Configuration in, String value) {
            return Attributes.set(in, node, group, Map.of(name, value));
        }

        Value read(Configuration in) {
            return Attributes.read(in, node, group).stream()
                    .filter(value -> value.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Configuration sample() throws ChangeRefused {
        Configuration made = Configuration.EMPTY;
        for (Change change : List.of(
                new CreateBackstore(Backstore.of(BackstoreType.FILEIO, "disk", "/srv/disk", 1L << 30)
                        .withIdentity(Identity.ofSerial("1"))),
                new CreateTarget(TARGET, null),
                new CreateLun(GROUP, DISK.id(), null, null),
                new CreateAcl(GROUP, ACL.initiator(), null))) {
            made = change.applyTo(made);
        }
        return made;
    }

    private static List<Member> members(Configuration in) {
        List<Member> members = new ArrayList<>();
        for (Node node : NODES) {
            for (String group : Attributes.groups(node)) {
                for (Value value : Attributes.read(in, node, group)) {
                    Member bare = new Member(node, group, value.name(), List.of());
                    List<String> values = new ArrayList<>(List.of("default"));
                    (value.choices().isEmpty() ? CANDIDATES : value.choices())
                            .stream()
                                    .filter(text -> !text.equals("default") && canBe(bare, in, text))
                                    .forEach(values::add);
                    assertTrue(values.size() > 1, () -> "no value of " + bare);
                    members.add(new Member(node, group, value.name(), values));
                }
            }
        }
        return members;
    }

    private static boolean canBe(Member member, Configuration in, String text) {
        try {
            return Rules.check(member.set(in, text)).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void shouldTellApartAllValuesAndNoneWhenOneFollowsTheOther() throws Exception {
        Configuration sample = sample();
        int pairs = 0;
        for (Member member : members(sample)) {
            for (String from : member.values()) {
                for (String to : member.values()) {
                    follow(member, member.set(sample, from), to);
                    pairs++;
                }
            }
        }
        assertTrue(pairs > 300, "few members");
    }

    private static void follow(Member member, Configuration before, String to) throws Exception {
        Configuration after = member.set(before, to);
        String what = member + ": " + member.read(before) + " to " + to;
        Value value = member.read(after);
        if (to.equals("default")) {
            assertTrue(value.isUsual(), what);
        } else if (!value.isUsual()) {
            assertNotEquals("default", value.value(), what);
            assertTrue(value.value().equals(to) || value.value().equals("********"), what);
        } else {
            assertEquals(value.usual(), to, what);
        }
        List<Difference> differences = Differences.between(before, after);
        assertEquals(before.equals(after), differences.isEmpty(), what);
        differences.forEach(difference -> {
            assertEquals(member.node(), difference.node(), what);
            assertTrue(difference.detail().contains(member.name()), what);
        });
        assertEquals(
                Differences.between(before, after),
                Differences.between(before, NodeRestoration.of(before, after, new Node.Root())),
                what);
        assertEquals(before, NodeRestoration.of(after, before, new Node.Root()), what);
        if (!isSecret(member)) {
            assertEquals(after, ConfigurationText.read(ConfigurationText.write(after)), what);
        }
    }

    private static boolean isSecret(Member member) {
        return member.name().endsWith("password");
    }

    @Test
    void shouldTellThatADecisionIsLeftToCredentials() throws ChangeRefused {
        Configuration sample = sample();
        Configuration closed = Attributes.set(sample, GROUP, "attribute", Map.of("authentication", "0"));

        assertEquals(
                List.of(new Difference(Difference.Kind.CHANGED, GROUP, "authentication 0 → default")),
                Differences.between(closed, sample));
        assertEquals(
                List.of(new Difference(Difference.Kind.CHANGED, GROUP, "demo_mode_write_protect 1 (usual) → 1 (set)")),
                Differences.between(
                        sample, Attributes.set(sample, GROUP, "attribute", Map.of("demo_mode_write_protect", "1"))));
        assertEquals(List.of(), Differences.between(sample, sample()));
    }
}
