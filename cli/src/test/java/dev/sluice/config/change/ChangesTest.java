package dev.sluice.config.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.change.ChangeRefused.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final String INITIATOR = "iqn.1990-07.com.redhat:f1fe809fef89";
    private static final Node.Group GROUP = new Node.Group(TARGET, 1);

    private static Change backstore(String name) {
        return new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, name, null, 1L << 20));
    }

    private static Configuration after(Change... changes) throws ChangeRefused {
        return after(Configuration.EMPTY, changes);
    }

    private static Configuration after(Configuration before, Change... changes) throws ChangeRefused {
        Configuration now = before;
        for (Change change : changes) {
            now = change.applyTo(now);
        }
        return now;
    }

    private static Configuration tutorial() throws ChangeRefused {
        return after(
                backstore("a"),
                backstore("b"),
                new CreateTarget(TARGET, null),
                new CreateLun(GROUP, "ramdisk/a", null, null),
                new CreateAcl(GROUP, INITIATOR, null));
    }

    private static PortalGroup group(Configuration in) {
        return in.target(TARGET).portalGroup(1);
    }

    private static Reason refusal(Configuration before, Change change) {
        return assertThrows(ChangeRefused.class, () -> change.applyTo(before)).reason();
    }

    @Test
    void shouldHaveAGroupAndAPortalWhenATargetIsCreated() throws ChangeRefused {
        Configuration made = after(new CreateTarget(TARGET, null));
        assertEquals(List.of(new Portal("0.0.0.0", 3260)), group(made).portals());
        assertTrue(group(made).isOn());
    }

    @Test
    void shouldHaveThePortalsOfTheFirstWhenThatHasNotAllAddresses() throws ChangeRefused {
        Configuration made = after(
                new CreateTarget(null, null),
                new CreateTarget(TARGET, null),
                new DeleteNode(new Node.OnePortal(GROUP, new Portal("0.0.0.0", 3260)), false),
                new CreatePortal(GROUP, "192.0.2.1", null),
                new CreatePortal(GROUP, "192.0.2.2", 3261),
                new CreateTarget("iqn.2026-11.com.example:disk2", null));
        assertEquals(
                List.of(new Portal("192.0.2.1", 3260)),
                made.target("iqn.2026-11.com.example:disk2").portalGroup(1).portals());
    }

    @Test
    void shouldMakeNamesOfTheirOwnWhenNoneIsGiven() throws ChangeRefused {
        Configuration made = after(new CreateTarget(null, null), new CreateTarget(null, null));
        assertEquals(2, made.targets().size());
        assertNotEquals(made.targets().get(0).name(), made.targets().get(1).name());
    }

    @Test
    void shouldGiveEachBackstoreASerialNumberThatStays() throws ChangeRefused {
        Configuration made = after(backstore("a"), backstore("b"));
        String serial = made.backstore("ramdisk/a").identity().serial();
        assertEquals(32, serial.length());
        assertNotEquals(serial, made.backstore("ramdisk/b").identity().serial());
        assertEquals(
                serial,
                after(made, new ResizeBackstore(new Node.OneBackstore(BackstoreType.RAMDISK, "a"), 2L << 20, false))
                        .backstore("ramdisk/a")
                        .identity()
                        .serial());
    }

    @Test
    void shouldMapLunsForInitiatorsThatAreThereAndThatCome() throws ChangeRefused {
        Configuration made = after(tutorial(), new CreateLun(GROUP, "ramdisk/b", 5, null));
        assertEquals(
                List.of(new Lun(0, "ramdisk/a"), new Lun(5, "ramdisk/b")),
                group(made).luns());
        assertEquals(
                List.of(new MappedLun(0, 0, null), new MappedLun(5, 5, null)),
                group(made).acl(INITIATOR).mappedLuns());
    }

    @Test
    void shouldBeSeenAgainWhenALunIsRestored() throws ChangeRefused {
        Configuration then = tutorial();
        Configuration now = after(then, new DeleteNode(new Node.OneLun(GROUP, 0), false));
        assertEquals(List.of(), group(now).acl(INITIATOR).mappedLuns());
        assertEquals(then, NodeRestoration.of(now, then, new Node.OneLun(GROUP, 0)));
        assertEquals(now, NodeRestoration.of(then, now, new Node.OneLun(GROUP, 0)));
        ChangeRefused never = assertThrows(
                ChangeRefused.class, () -> NodeRestoration.of(now, Configuration.EMPTY, new Node.OneLun(GROUP, 0)));
        assertTrue(never.getMessage().startsWith("in the version that it would come from, there is no target"));
    }

    @Test
    void shouldTakeTheFirstFreeNumberWhenNoneIsGiven() throws ChangeRefused {
        Configuration made = after(
                tutorial(),
                new CreateLun(GROUP, "ramdisk/b", 2, false),
                new CreateLun(GROUP, "ramdisk/b", null, false),
                new CreatePortalGroup(TARGET, null));
        assertNotNull(group(made).lun(1));
        assertNotNull(made.target(TARGET).portalGroup(2));
    }

    @Test
    void shouldTakeMappedLunsAwayWithTheirLun() throws ChangeRefused {
        Configuration made = after(tutorial(), new DeleteNode(new Node.OneLun(GROUP, 0), false));
        assertEquals(List.of(), group(made).luns());
        assertEquals(List.of(), group(made).acl(INITIATOR).mappedLuns());
    }

    @Test
    void shouldRefuseToDeleteABackstoreThatIsALunUnlessForced() throws ChangeRefused {
        Node node = new Node.OneBackstore(BackstoreType.RAMDISK, "a");
        assertEquals(Reason.IN_USE, refusal(tutorial(), new DeleteNode(node, false)));
        Configuration made = after(tutorial(), new DeleteNode(node, true));
        assertNull(made.backstore("ramdisk/a"));
        assertEquals(List.of(), group(made).luns());
    }

    @Test
    void shouldRefuseWhatIsThereAlreadyAndWhatIsNot() throws ChangeRefused {
        Configuration made = tutorial();
        assertEquals(Reason.EXISTS, refusal(made, backstore("a")));
        assertEquals(Reason.EXISTS, refusal(made, new CreateTarget(TARGET.toUpperCase(java.util.Locale.ROOT), null)));
        assertEquals(Reason.EXISTS, refusal(made, new CreateLun(GROUP, "ramdisk/b", 0, null)));
        assertEquals(Reason.EXISTS, refusal(made, new CreateAcl(GROUP, INITIATOR, null)));
        assertEquals(Reason.EXISTS, refusal(made, new CreatePortal(GROUP, null, null)));
        assertEquals(Reason.NOT_FOUND, refusal(made, new CreateLun(GROUP, "ramdisk/c", null, null)));
        assertEquals(Reason.NOT_FOUND, refusal(made, new DeleteNode(new Node.OneLun(GROUP, 9), true)));
        assertEquals(
                Reason.NOT_FOUND, refusal(made, new CreateLun(new Node.Group(TARGET, 2), "ramdisk/a", null, null)));
        assertEquals(
                Reason.NOT_FOUND, refusal(made, new CreateMappedLun(new Node.OneAcl(GROUP, INITIATOR), 3, 7, null)));
    }

    @Test
    void shouldMakeSmallerOnlyWhenForced() throws ChangeRefused {
        Node.OneBackstore node = new Node.OneBackstore(BackstoreType.RAMDISK, "a");
        assertEquals(Reason.IN_USE, refusal(tutorial(), new ResizeBackstore(node, 512, false)));
        assertEquals(
                512L,
                after(tutorial(), new ResizeBackstore(node, 512, true))
                        .backstore("ramdisk/a")
                        .size());
    }

    @Test
    void shouldSetValuesByTargetclisNames() throws ChangeRefused {
        Configuration made = after(
                tutorial(),
                new SetValues(
                        GROUP,
                        "attribute",
                        Map.of("generate_node_acls", "1", "demo_mode_write_protect", "0", "cache_dynamic_acls", "1")),
                new SetValues(GROUP, "auth", Map.of("userid", "joe", "password", "correcthorse1")),
                new SetValues(GROUP, "parameter", Map.of("MaxBurstLength", "262144")));
        assertEquals(true, group(made).attributes().demoMode());
        assertEquals(262144, group(made).parameters().maxBurstLength());
        assertEquals("joe", group(made).authentication().users().getFirst().userid());
        assertEquals(
                Reason.INVALID,
                refusal(made, new SetValues(GROUP, "attribute", Map.of("generate_node_acls", "maybe"))));
        assertEquals(Reason.INVALID, refusal(made, new SetValues(GROUP, "attribute", Map.of("emulate_3pc", "1"))));
        Configuration usual = after(made, new SetValues(GROUP, "attribute", Map.of("generate_node_acls", "default")));
        assertNull(group(usual).attributes().demoMode());
    }

    @Test
    void shouldBringBackOneNodeAlone() throws ChangeRefused {
        Configuration then = tutorial();
        Configuration now = after(
                then,
                new DeleteNode(new Node.OneAcl(GROUP, INITIATOR), false),
                new CreateLun(GROUP, "ramdisk/b", null, null));
        Configuration back = NodeRestoration.of(now, then, new Node.OneAcl(GROUP, INITIATOR));
        assertNotNull(group(back).acl(INITIATOR));
        assertEquals(2, group(back).luns().size());
        assertEquals(then, NodeRestoration.of(now, then, new Node.Root()));
        assertEquals(then, NodeRestoration.of(now, then, new Node.OneTarget(TARGET)));
        assertThrows(
                ChangeRefused.class,
                () -> NodeRestoration.of(now, then, new Node.OneTarget("iqn.2026-11.com.example:no")));
    }
}
