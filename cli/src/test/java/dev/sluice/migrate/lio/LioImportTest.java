package dev.sluice.migrate.lio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Identity;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.Secret;
import dev.sluice.migrate.Finding;
import dev.sluice.migrate.ImportOutcome;
import dev.sluice.migrate.Imported;
import dev.sluice.migrate.TestFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LioImportTest {
    private static final String VMS = "iqn.2026-11.com.example:vms";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldServeTheTutorialsDiskWhenItsFileIsRead() {
        Imported imported = LioImport.read(TestFiles.read("lio/tutorial.json"));

        assertEquals(List.of(), imported.findings());
        Backstore disk = imported.configuration().backstores().getFirst();
        assertEquals("block/lun0", disk.id());
        assertEquals("/dev/loop1", disk.path());
        PortalGroup group =
                imported.configuration().target("iqn.2026-11.com.example:disk1").portalGroup(1);
        assertTrue(group.isOn());
        assertEquals(List.of(new Portal("0.0.0.0", 3260)), group.portals());
        assertEquals(List.of(new Lun(0, "block/lun0")), group.luns());
        assertEquals(
                List.of(new Acl(
                        "iqn.1990-07.com.redhat:f1fe809fef89", Credentials.NONE, List.of(new MappedLun(0, 0, null)))),
                group.acls());
        assertNull(group.attributes().authentication());
        assertEquals(List.of(), Rules.check(imported.configuration()));
    }

    @Test
    void shouldKeepWhatInitiatorsSeeWhenADiskHasASerial() {
        Identity identity = much().backstore("block/data4k").identity();

        String serial = "";
        for (JsonNode object : tree("lio/much.json").path("storage_objects")) {
            serial = object.path("name").asText().equals("data4k")
                    ? object.path("wwn").asText()
                    : serial;
        }
        assertEquals(36, serial.length());
        assertEquals(serial, identity.serial());
        assertEquals("LIO-ORG", identity.vendor());
        assertEquals("data4k", identity.product());
        assertEquals("4.0", identity.revision());
        assertEquals("6001405" + serial.replace("-", "").substring(0, 25), identity.naa());
        assertEquals("LIO-ORG data4k:" + serial, identity.t10());
    }

    /** The output of sg_vpd for a disk of the kernel. */
    @Test
    void shouldMakeTheKernelsNaaWhenGivenASerial() {
        assertEquals("60014059f76230c9ed14110aad51b33d", LioIdentity.naa("9f76230c-9ed1-4110-aad5-1b33d03fa411"));
        assertEquals("600140512000000000000000000000000".substring(0, 32), LioIdentity.naa("xy1z2"));
    }

    @Test
    void shouldTakeOverEveryKindOfStorageWhenItExistsHere() {
        Configuration configuration = much();

        assertEquals(4096, configuration.backstore("block/data4k").blockSize());
        assertEquals(true, configuration.backstore("block/data").thin());
        assertEquals(true, configuration.backstore("block/frozen").readOnly());
        assertEquals(134_217_728, configuration.backstore("fileio/vm.1").size());
        assertNull(configuration.backstore("fileio/vm.1").writeCache());
        assertEquals(false, configuration.backstore("fileio/log").writeCache());
        assertEquals(1, configuration.backstore("fileio/protected").protection());
        assertEquals(
                "RAMDISK-MCP",
                configuration.backstore("ramdisk/scratch").identity().product());
        assertEquals(BackstoreType.NULL, configuration.backstore("null/sink").type());
        assertEquals("/dev/sda", configuration.backstore("pscsi/drive").path());
        assertEquals(List.of(), Rules.check(configuration));
    }

    @Test
    void shouldTakeOverGroupsWhenThereAreSeveral() {
        PortalGroup first = much().target(VMS).portalGroup(1);
        PortalGroup second = much().target(VMS).portalGroup(2);

        assertEquals("machines", much().target(VMS).alias());
        assertEquals(true, first.attributes().authentication());
        assertEquals(20, first.attributes().pingAfter());
        assertEquals(40, first.attributes().pingTimeout());
        assertEquals(524_288, first.parameters().maxBurstLength());
        assertEquals(false, first.parameters().initialR2T());
        assertEquals(4, first.parameters().maxConnections());
        assertNull(first.parameters().firstBurstLength());
        assertEquals(List.of(new Portal("10.0.2.15", 3262), new Portal("::1", 3261)), first.portals());
        assertEquals(300, first.luns().getLast().lun());
        assertFalse(second.isOn());
        Acl alice = first.acl("iqn.2026-11.com.example:host-a");
        assertEquals(
                new Credentials(
                        List.of(new Account("alice", new Secret.Kept(null, "alicealice12"))),
                        new Account("vms", new Secret.Kept(null, "vmsvmsvmsvms"))),
                alice.authentication());
        assertEquals(
                new MappedLun(0, 1, true),
                first.acl("iqn.2026-11.com.example:host-b").mappedLun(0));
    }

    @Test
    void shouldKeepDemoModeAndDiscoverySecretsWhenTheyAreSet() {
        PortalGroup open = much().target("iqn.2026-11.com.example:open").portalGroup(1);

        assertEquals(true, open.attributes().demoMode());
        assertEquals(false, open.attributes().demoModeWriteProtect());
        assertEquals(
                "finder", much().discovery().authentication().users().getFirst().userid());
        assertEquals("found", much().discovery().authentication().mutual().userid());
    }

    @Test
    void shouldReportWhatHasNoCounterpart() {
        List<String> findings = LioImport.read(TestFiles.read("lio/much.json")).findings().stream()
                .map(Finding::toString)
                .toList();

        for (String part : List.of(
                "LOST /storage_objects/0: storage object user/image: Sluice has no storage of type 'user'",
                "emulate_3pc is 0",
                "emulate_caw is 0",
                "Sluice serves iSCSI, not loopback",
                "have different ALUA states",
                "HeaderDigest is CRC32C",
                "preferred is 1",
                "the group's own CHAP user is for demo mode",
                "SECURITY",
                "/srv/luns/protected.img.protection")) {
            assertTrue(findings.stream().anyMatch(text -> text.contains(part)), part + " in " + findings);
        }
        assertFalse(findings.toString().contains("secretforall12"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lio/tutorial.json", "lio/much.json"})
    void shouldAccountForEachMemberOfAFile(String file) {
        Map<String, ImportOutcome> fates = LioImport.read(TestFiles.read(file)).fates();

        List<String> leaves = new ArrayList<>();
        leaves("", tree(file), leaves);
        for (String leaf : leaves) {
            assertNotNull(fate(leaf, fates), leaf);
        }
        for (Map.Entry<String, ImportOutcome> fate : fates.entrySet()) {
            if (fate.getValue().kind() == ImportOutcome.Kind.MEANINGLESS) {
                assertFalse(fate.getValue().reason().isBlank(), fate.getKey());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lio/tutorial.json", "lio/much.json"})
    void shouldReportAMemberThatNobodyKnowsWhereverItStands(String file) {
        List<String> objects = new ArrayList<>();
        objects("", tree(file), objects);
        for (String object : objects) {
            JsonNode tree = tree(file);
            ((ObjectNode) tree.at(object)).put("of_the_future", 7);
            Imported imported = LioImport.read(tree.toString());
            ImportOutcome fate = fate(object + "/of_the_future", imported.fates());
            assertEquals(ImportOutcome.Kind.REPORTED, fate == null ? null : fate.kind(), object);
        }
    }

    @Test
    void shouldKeepTheConfigurationWhenItGoesToLioAndBack() {
        for (String file : List.of("lio/tutorial.json", "lio/much.json")) {
            Configuration there = LioImport.read(TestFiles.read(file)).configuration();

            Configuration back = LioImport.read(LioExport.write(there).text()).configuration();

            assertEquals(there, back);
        }
    }

    /** The kernel adds what it has usual values for, which must not matter. */
    @Test
    void shouldKeepTheConfigurationWhenTheKernelHadItBetween() {
        Configuration back = LioImport.read(TestFiles.read("lio/restored.json")).configuration();

        assertEquals(much(), back);
    }

    @Test
    void shouldAdmitNobodyWhoWasNotAdmittedWhenAGroupHasASecretOfItsOwn() {
        PortalGroup group = much().target(VMS).portalGroup(1);

        assertEquals(Credentials.NONE, group.authentication());
        assertEquals(true, group.attributes().authentication());
    }

    @Test
    void shouldSayWhereItIsBrokenWhenAFileIs() {
        String message = assertThrows(IllegalArgumentException.class, () -> LioImport.read("{\n  \"targets\": [}"))
                .getMessage();

        assertTrue(message.startsWith("line 2, column "), message);
        assertThrows(IllegalArgumentException.class, () -> LioImport.read("{}"));
    }

    private static Configuration much() {
        return LioImport.read(TestFiles.read("lio/much.json")).configuration();
    }

    private static JsonNode tree(String file) {
        try {
            return JSON.readTree(TestFiles.read(file));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the member, or of what was reported with all that it has. */
    private static ImportOutcome fate(String where, Map<String, ImportOutcome> fates) {
        ImportOutcome own = fates.get(where);
        for (int slash = where.lastIndexOf('/'); own == null && slash > 0; slash = where.lastIndexOf('/', slash - 1)) {
            ImportOutcome above = fates.get(where.substring(0, slash));
            own = above != null && above.kind() == ImportOutcome.Kind.REPORTED ? above : null;
        }
        return own;
    }

    private static void leaves(String at, JsonNode node, List<String> out) {
        if (!node.isContainerNode()) {
            out.add(at);
        }
        node.properties().forEach(field -> leaves(at + "/" + field.getKey(), field.getValue(), out));
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                leaves(at + "/" + i, array.get(i), out);
            }
        }
    }

    private static void objects(String at, JsonNode node, List<String> out) {
        if (node.isObject()) {
            out.add(at);
        }
        node.properties().forEach(field -> objects(at + "/" + field.getKey(), field.getValue(), out));
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                objects(at + "/" + i, array.get(i), out);
            }
        }
    }
}
