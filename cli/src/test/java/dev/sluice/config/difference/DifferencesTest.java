package dev.sluice.config.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Identity;
import dev.sluice.config.Many;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.ChangeRefused;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.config.change.EnableGroup;
import dev.sluice.config.change.ResizeBackstore;
import dev.sluice.config.change.SetValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final Node.Group GROUP = new Node.Group(TARGET, 1);
    private static final Node.OneAcl ACL = new Node.OneAcl(GROUP, "iqn.1990-07.com.redhat:f1fe809fef89");
    private static final Backstore DISK =
            Backstore.of(BackstoreType.FILEIO, "lun0", "/srv/lun0", 1L << 30).withIdentity(Identity.ofSerial("1"));

    @Test
    void shouldFindNothingWhenNothingChanged() {
        assertEquals(List.of(), Differences.between(Many.of(2, 2), Many.of(2, 2)));
    }

    @Test
    void shouldNameAllThatIsNew() throws ChangeRefused {
        Configuration after = after(
                Configuration.EMPTY,
                new CreateBackstore(DISK.with(Backstore.READ_ONLY, true)),
                new CreateTarget(TARGET, "a disk"),
                new CreateLun(GROUP, DISK.id(), null, null),
                new CreateAcl(GROUP, ACL.initiator(), null));

        assertEquals(
                List.of(
                        "CREATED /backstores/fileio/lun0: /srv/lun0, 1 GiB, read_only 1",
                        "CREATED /iscsi/" + TARGET + ": a disk",
                        "CREATED " + GROUP + ": ",
                        "CREATED " + GROUP + "/luns/lun0: fileio/lun0",
                        "CREATED " + ACL + ": ",
                        "CREATED " + ACL + "/mapped_lun0: lun0",
                        "CREATED " + GROUP + "/portals/0.0.0.0:3260: "),
                words(Configuration.EMPTY, after));
        assertEquals(
                List.of("DELETED /backstores/fileio/lun0: /srv/lun0", "DELETED /iscsi/" + TARGET + ": 1 LUN, 1 ACL"),
                words(after, Configuration.EMPTY));
    }

    @Test
    void shouldSayWhatAValueWasAndIs() throws ChangeRefused {
        Configuration before = after(
                Configuration.EMPTY,
                new CreateBackstore(DISK),
                new CreateTarget(TARGET, null),
                new CreateLun(GROUP, DISK.id(), null, null),
                new CreateAcl(GROUP, ACL.initiator(), null));
        Configuration after = after(
                before,
                new ResizeBackstore(new Node.OneBackstore(BackstoreType.FILEIO, "lun0"), 2L << 30, false),
                new SetValues(
                        new Node.OneBackstore(BackstoreType.FILEIO, "lun0"), "attribute", Map.of("read_only", "1")),
                new SetValues(new Node.Root(), "global", Map.of("auto_save", "0")),
                new SetValues(GROUP, "parameter", Map.of("MaxConnections", "4")),
                new SetValues(new Node.OneMappedLun(ACL, 0), "attribute", Map.of("write_protect", "1")),
                new EnableGroup(GROUP, false));

        assertEquals(
                List.of(
                        "CHANGED /: auto_save 1 → 0",
                        "CHANGED /backstores/fileio/lun0: size 1 GiB → 2 GiB, read_only 0 → 1",
                        "CHANGED " + GROUP + ": disabled, MaxConnections 1 → 4",
                        "CHANGED " + ACL + "/mapped_lun0: write_protect 0 → 1"),
                words(before, after));
    }

    @Test
    void shouldNeverTellAPassword() throws ChangeRefused {
        Configuration before =
                after(Configuration.EMPTY, new CreateTarget(TARGET, null), new CreateAcl(GROUP, ACL.initiator(), null));
        Configuration first = after(before, auth("userid", "joe"), auth("password", "the first secret"));
        Configuration second = after(first, auth("password", "the second secret"));

        assertEquals(List.of("CHANGED " + ACL + ": userid joe, password set"), words(before, first));
        assertEquals(List.of("CHANGED " + ACL + ": password changed"), words(first, second));
        assertEquals(List.of(), words(first, after(first, auth("password", "the first secret"))));
    }

    private static Change auth(String name, String value) {
        return new SetValues(ACL, "auth", Map.of(name, value));
    }

    @Test
    void shouldDrawTheTreeOfWhatChanges() throws ChangeRefused {
        Configuration before = after(
                Configuration.EMPTY, new CreateBackstore(DISK), new CreateTarget("iqn.2026-11.com.example:old", null));
        Configuration after = after(
                before,
                new DeleteNode(new Node.OneTarget("iqn.2026-11.com.example:old"), false),
                new ResizeBackstore(new Node.OneBackstore(BackstoreType.FILEIO, "lun0"), 2L << 30, false),
                new CreateTarget(TARGET, null));

        assertEquals("""
                  /
                    backstores
                      fileio
                ~       lun0  size 1 GiB → 2 GiB
                    iscsi
                +     iqn.2026-11.com.example:disk1
                +       tpg1
                          portals
                +           0.0.0.0:3260
                -     iqn.2026-11.com.example:old
                3 to create, 1 to change, 1 to delete
                """, String.join("\n", DifferenceTree.lines(Differences.between(before, after))) + "\n");
        assertEquals(List.of("Nothing changes."), DifferenceTree.lines(List.of()));
    }

    @Test
    void shouldBeFastWhenOneOfTenThousandChanged() throws ChangeRefused {
        Configuration before = Many.of(1_000, 10);
        Configuration after = after(before, new CreateBackstore(DISK.withIdentity(null)));
        long took = 0;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            assertEquals(1, Differences.between(before, after).size());
            took = System.nanoTime() - start;
        }
        System.out.println("one difference among 10,000 LUNs: " + took / 1_000 + " µs");
        assertTrue(took < 500_000_000L);
        long start = System.nanoTime();
        assertFalse(Differences.between(before, Configuration.EMPTY).isEmpty());
        assertFalse(Differences.between(Configuration.EMPTY, before).isEmpty());
        System.out.println("all of them: " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static Configuration after(Configuration before, Change... changes) throws ChangeRefused {
        Configuration after = before;
        for (Change change : changes) {
            after = change.applyTo(after);
        }
        return after;
    }

    private static List<String> words(Configuration before, Configuration after) {
        return Differences.between(before, after).stream()
                .map((Difference difference) ->
                        difference.kind() + " " + difference.node() + ": " + difference.detail())
                .toList();
    }
}
