package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Differences between what is served and what shall be served, sorted by the work that they make. */
class ServerChangesTest {
    private static final String NAME = "iqn.2026-11.com.example:disk1";
    private static final Node.Group GROUP = new Node.Group(NAME, 1);
    private static final Portal PORTAL = new Portal("192.0.2.77", 3260);
    private static final Node.OneBackstore DISK = new Node.OneBackstore(BackstoreType.FILEIO, "a");
    private static final Configuration WHOLE =
            Configuration.EMPTY.withBackstores(List.of(disk("/a", 1L << 20))).withTargets(List.of(target(NAME)));

    private static Backstore disk(String path, long size) {
        return Backstore.of(BackstoreType.FILEIO, "a", path, size);
    }

    private static Target target(String name) {
        return new Target(
                name,
                null,
                List.of(PortalGroup.of(1).withPortals(List.of(PORTAL)).withLuns(List.of(new Lun(0, "fileio/a")))));
    }

    private static ServerChanges between(ServedConfiguration before, ServedConfiguration after) {
        return ServerChanges.between(before, after, id -> true);
    }

    private static ServedConfiguration served(Configuration configuration, Node... missing) {
        return new ServedConfiguration(configuration, Set.of(missing));
    }

    @Test
    void shouldMakeEverythingWhenTheServerStarts() {
        ServerChanges changes = between(ServedConfiguration.NOTHING, served(WHOLE));
        assertEquals(WHOLE.backstores(), changes.backstores().made());
        assertEquals(WHOLE.targets(), changes.targets().made());
        assertEquals(Set.of(), changes.arrived());
    }

    @Test
    void shouldDoNothingWhenNothingDiffers() {
        ServerChanges changes = between(served(WHOLE, DISK), served(WHOLE, DISK));
        assertEquals(List.of(), changes.differences());
        assertEquals(Set.of(), changes.arrived());
        assertEquals(List.of(), changes.targets().keptGroups());
        assertFalse(changes.isDiscoveryChanged());
    }

    @Test
    void shouldServeOnlyWhatHasComeWhenAMissingResourceIsThere() {
        ServedConfiguration before = served(WHOLE, DISK, GROUP, new Node.OnePortal(GROUP, PORTAL));
        ServerChanges disk = between(before, before.with(DISK));
        assertEquals(Set.of(DISK), disk.arrived());
        assertEquals(List.of(), disk.targets().keptGroups());
        ServerChanges group = between(before, before.with(GROUP));
        assertEquals(Set.of(GROUP), group.arrived());
        assertEquals(GROUP, group.targets().keptGroups().getFirst().at());
    }

    @Test
    void shouldForgetMissingNodesWhenTheConfigurationDoesNotNameThem() {
        ServedConfiguration before = served(WHOLE, DISK, new Node.OnePortal(GROUP, PORTAL));
        ServedConfiguration after = before.with(WHOLE.withTargets(List.of()));
        assertEquals(Set.of(DISK), after.missing());
        ServerChanges changes = between(before, after);
        assertEquals(Set.of(), changes.arrived(), "what is gone has not come");
        assertEquals(WHOLE.targets(), changes.targets().gone());
    }

    @Test
    void shouldKeepGroupsThatShowABackstoreWhenItIsMadeAgain() {
        Configuration moved = WHOLE.withBackstores(List.of(disk("/b", 1L << 20)));
        ServerChanges changes = between(served(WHOLE), served(moved));
        assertTrue(changes.backstores().again().containsKey("fileio/a"));
        assertEquals(GROUP, changes.targets().keptGroups().getFirst().at());
        Configuration grown = WHOLE.withBackstores(List.of(disk("/a", 2L << 20)));
        assertEquals(
                1, between(served(WHOLE), served(grown)).backstores().altered().size());
        assertEquals(List.of(), between(served(WHOLE), served(grown)).targets().keptGroups());
    }

    @Test
    void shouldKeepATargetWhenOnlyTheCaseOfItsNameDiffers() {
        Configuration upper = WHOLE.withTargets(List.of(target(NAME.toUpperCase(Locale.ROOT))));
        ServerChanges changes = between(served(WHOLE), served(upper));
        assertEquals(List.of(), changes.targets().made());
        assertEquals(List.of(), changes.targets().gone());
    }
}
