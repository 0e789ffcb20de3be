package dev.sluice.migrate.tgt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Lun;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.Secret;
import dev.sluice.config.Target;
import dev.sluice.migrate.Finding;
import dev.sluice.migrate.ImportOutcome;
import dev.sluice.migrate.Imported;
import dev.sluice.migrate.Renames;
import dev.sluice.migrate.TestFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TgtImportTest {
    private static final Pattern SHOWN = Pattern.compile(
            "Target \\d+: (\\S+)|LUN: (\\d+)|SCSI ID: (.*)|SCSI SN: (.*)" + "|Backing store path: (.*)|Readonly: (.*)");

    @TempDir
    private Path directory;

    /** The answers of tgtd for each LUN after tgt-admin had read the same files. */
    @Test
    void shouldGiveInitiatorsTheSameDisksAsTgtdDid() throws IOException {
        Configuration here = real().configuration();
        List<String> expected = new ArrayList<>();
        String[] last = new String[7];
        Matcher shown = SHOWN.matcher(TestFiles.read("tgt/show.txt"));
        while (shown.find()) {
            for (int i = 1; i < last.length; i++) {
                last[i] = shown.group(i) == null ? last[i] : shown.group(i);
            }
            if (shown.group(5) != null && !shown.group(5).equals("None")) {
                expected.add(String.join("|", last[1], last[2], last[3], last[4], last[5], last[6]));
            }
        }
        List<String> actual = new ArrayList<>();
        for (Target target : here.targets()) {
            for (Lun lun : target.portalGroups().getFirst().luns()) {
                Backstore disk = here.backstore(lun.backstore());
                actual.add(String.join(
                        "|",
                        target.name(),
                        "" + lun.lun(),
                        disk.identity().t10(),
                        disk.identity().serial(),
                        disk.path(),
                        disk.readOnly() == null ? "No" : "Yes"));
            }
        }

        assertEquals(8, expected.size());
        assertEquals(
                expected.stream().sorted().toList(), actual.stream().sorted().toList());
        assertEquals(List.of(), Rules.check(here));
    }

    @Test
    void shouldMakeTgtsNaaOfAScsiId() {
        assertEquals("60000000000000000e00000000010001", TgtIdentity.naa("IET     00010001"));
        assertEquals("6fffffffffffffffffffffffffffffff", TgtIdentity.naa("f".repeat(36)));
    }

    @Test
    void shouldTakeOverSettingsOfTargetsAndStores() throws IOException {
        Configuration here = real().configuration();

        assertEquals(false, here.backstore("fileio/alpha.img").writeCache());
        assertEquals("MyCorp", here.backstore("fileio/alpha.img").identity().vendor());
        assertEquals(
                "VIRTUAL-DISK", here.backstore("fileio/alpha.img").identity().product());
        assertEquals("My Product", here.backstore("fileio/b1.img").identity().product());
        assertEquals(4096, here.backstore("fileio/b2.img").blockSize());
        assertEquals(true, here.backstore("fileio/b2.img").thin());
        assertEquals(true, here.backstore("fileio/cd.img").cd());
        PortalGroup detailed = group(here, "detailed");
        assertEquals(524_288, detailed.parameters().maxBurstLength());
        assertEquals(false, detailed.parameters().initialR2T());
        assertEquals(
                List.of(
                        new Account("alice", new Secret.Kept(null, "alicealice12")),
                        new Account("bob", new Secret.Kept(null, "bobbobbobbob"))),
                detailed.authentication().users());
        assertEquals("detailed", detailed.authentication().mutual().userid());
        assertEquals(
                "finder", here.discovery().authentication().users().getFirst().userid());
    }

    @Test
    void shouldAdmitNobodyByAddress() throws IOException {
        Configuration here = real().configuration();

        assertNull(group(here, "closed").attributes().demoMode());
        assertEquals(List.of(), group(here, "closed").acls());
        assertNull(group(here, "detailed").attributes().demoMode());
        assertEquals(
                List.of("iqn.1993-08.org.debian:01:abc"),
                group(here, "detailed").acls().stream().map(Acl::initiator).toList());
        assertEquals(3, group(here, "detailed").acls().getFirst().mappedLuns().size());
        assertEquals(true, group(here, "plain").attributes().demoMode());
        assertTrue(findings(real())
                .contains("target iqn.2026-11.com.example:closed: initiators are let in by their address"
                        + " (192.168.100.1), which Sluice does not do"));
    }

    @Test
    void shouldAccountForEachLine() throws IOException {
        Imported imported = real();

        for (String file : List.of("targets.conf", "conf.d/named.conf")) {
            List<String> lines = TestFiles.read("tgt/etc/tgt/" + file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                boolean said = !line.isEmpty()
                        && !line.startsWith("#")
                        && !line.startsWith("</")
                        && !line.startsWith("/*")
                        && !line.endsWith("*/")
                        && !line.equals("yes");
                String where = (file.equals("targets.conf")
                                ? file
                                : imported.fates().keySet().stream()
                                        .filter(key -> key.contains("named.conf:"))
                                        .findFirst()
                                        .orElseThrow()
                                        .replaceAll(":\\d+$", ""))
                        + ":" + (i + 1);
                assertEquals(said, imported.fates().containsKey(where), where + " " + line);
            }
        }
    }

    @Test
    void shouldReportADirectiveThatNobodyKnows() throws IOException {
        Imported imported = read("""
                of-the-future 1
                <target iqn.2026-11.com.example:a>
                  <backing-store /srv/a>
                    colour red
                  </backing-store>
                  temperature 20
                </target>
                <rack 7>
                </rack>
                """);

        for (int line : new int[] {1, 4, 6, 8}) {
            assertEquals(
                    ImportOutcome.Kind.REPORTED,
                    imported.fates().get("targets.conf:" + line).kind());
        }
    }

    @Test
    void shouldLeaveOutWhatItCannotServe() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  <backing-store pool/image>
                    bs-type rbd
                    bsopts conf=/etc/ceph/ceph.conf
                  </backing-store>
                  <backing-store /srv/tape>
                    device-type tape
                  </backing-store>
                  <backing-store /srv/large-blocks>
                    block-size 2048
                  </backing-store>
                  <backing-store /dev/sg1>
                    bs-type sg
                    device-type passthrough
                  </backing-store>
                  driver iser
                </target>
                """);

        assertEquals(
                List.of("pscsi/sg1"),
                imported.configuration().backstores().stream()
                        .map(Backstore::id)
                        .toList());
        String findings = findings(imported);
        assertTrue(findings.contains("is no file or device"), findings);
        assertTrue(findings.contains("no devices of type 'tape'"), findings);
        assertTrue(findings.contains("blocks of 2048 bytes"), findings);
        assertTrue(findings.contains("iSER"), findings);
        assertEquals(List.of(), Rules.check(imported.configuration()));
    }

    @Test
    void shouldKeepIdentitiesApartWhenAFileGivesOneToSeveralDisks() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  backing-store /srv/a
                  backing-store /srv/b
                  scsi_sn same
                  scsi_id "IET     same"
                </target>
                """);

        assertEquals(List.of(), Rules.check(imported.configuration()));
        assertTrue(findings(imported).contains("another disk has its serial number same"));
        assertTrue(findings(imported).contains("another disk has its NAA designator"));
    }

    @Test
    void shouldServeAStoreOnceWhenTwoTargetsHaveIt() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  backing-store /srv/a
                </target>
                <target iqn.2026-11.com.example:b>
                  backing-store /srv/a
                  readonly 1
                </target>
                """);

        assertEquals(1, imported.configuration().backstores().size());
        assertEquals(true, imported.configuration().backstores().getFirst().readOnly());
        assertEquals(
                "fileio/a",
                group(imported.configuration(), "b").luns().getFirst().backstore());
        assertTrue(findings(imported).contains("it is a LUN elsewhere, too"));
    }

    @Test
    void shouldSayThatPasswordsAreMissingWhenTheFileWasDumped() throws IOException {
        Imported imported = TgtImport.read(TestFiles.path("tgt/dump.conf"), Path.of("/"));

        assertTrue(findings(imported).contains("did not know the password of 'alice'"));
        assertNull(group(imported.configuration(), "detailed")
                .authentication()
                .users()
                .getFirst()
                .password());
        assertNull(group(imported.configuration(), "named").attributes().demoMode());
        assertTrue(findings(imported).contains("10.0.0.0/8"));
        assertEquals(List.of(), Rules.check(imported.configuration()));
    }

    @Test
    void shouldSayWhereItIsBrokenWhenAFileIs() {
        String open = assertThrows(IllegalArgumentException.class, () -> read("\n<target a>\nx 1\n"))
                .getMessage();
        String closed = assertThrows(IllegalArgumentException.class, () -> read("</target>\n"))
                .getMessage();

        assertEquals("targets.conf:2: <target> is not closed", open);
        assertTrue(closed.startsWith("targets.conf:1: "), closed);
    }

    @Test
    void shouldReadLinesAsPerlDoes() throws IOException {
        Imported imported = read("""
                <target "iqn.2026-11.com.example:a">
                  backing-store = /srv/with\\#hash   # a remark
                  incominguser alice \\
                      alicealice12
                  /* more
                     backing-store /srv/not
                  */
                </target>
                <target iqn.2026-11.com.example:a>
                  vendor_id "MyCompany Inc."
                </target>
                """);

        Backstore disk = imported.configuration().backstores().getFirst();
        assertEquals("/srv/with#hash", disk.path());
        assertEquals("fileio/with_hash", disk.id());
        assertEquals("MyCompan", disk.identity().vendor());
        assertEquals(
                new Account("alice", new Secret.Kept(null, "alicealice12")),
                group(imported.configuration(), "a").authentication().users().getFirst());
        assertFalse(findings(imported).contains("/srv/not"));
    }

    /** As tgtd: a number is read up to the blank. */
    @Test
    void shouldSayWhatParametersWithBlanksAre() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  <backing-store /srv/a>
                    params thin_provisioning=1 rotation_rate=0 sense_format=1
                  </backing-store>
                  <backing-store /srv/b>
                    params vendor_id=ACME product_id=Disk
                  </backing-store>
                  <backing-store /srv/c>
                    params thin_provisioning=1, readonly=1
                  </backing-store>
                </target>
                """);

        assertEquals(true, imported.configuration().backstore("fileio/a").thin());
        assertEquals(true, imported.configuration().backstore("fileio/c").readOnly());
        String findings = findings(imported);
        for (int line : new int[] {3, 6, 9}) {
            assertTrue(findings.contains("CHANGED targets.conf:" + line + ": "), findings);
        }
    }

    @Test
    void shouldServeNothingThatIsOffline() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  <backing-store /srv/a>
                    online 0
                  </backing-store>
                  <backing-store /srv/b>
                    online 1
                  </backing-store>
                  <backing-store /dev/sg1>
                    bs-type sg
                    readonly 1
                  </backing-store>
                </target>
                """);

        assertEquals(
                List.of("fileio/b"),
                imported.configuration().backstores().stream()
                        .map(Backstore::id)
                        .toList());
    }

    @Test
    void shouldLetNobodyInWhoseAccountCannotBeRead() throws IOException {
        for (String line : List.of("incominguser joe", "incominguser joe  passwordpassword", "incominguser joe pw")) {
            Imported imported = read("<target iqn.2026-11.com.example:a>\n" + line + "\n</target>\n");

            Account joe = group(imported.configuration(), "a")
                    .authentication()
                    .users()
                    .getFirst();
            assertEquals("joe", joe.userid(), line);
            assertNull(joe.password(), line);
            assertTrue(findings(imported).contains("SECURITY targets.conf:2"), line);
        }
    }

    @Test
    void shouldLetNobodyInWhereAnIsnsServerDecides() throws IOException {
        Imported imported = read("""
                iSNS On
                iSNSAccessControl On
                iSNSServerIP 192.0.2.9
                <target iqn.2026-11.com.example:a>
                  initiator-name iqn.2026-11.com.example:host
                  initiator-address ALL
                </target>
                """);

        assertNull(group(imported.configuration(), "a").attributes().demoMode());
        assertEquals(List.of(), group(imported.configuration(), "a").acls());
    }

    @Test
    void shouldNotServeATargetWhoseNumberAnotherHas() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  controller_tid 5
                </target>
                <target iqn.2026-11.com.example:b>
                  controller_tid 5
                </target>
                """);

        assertTrue(group(imported.configuration(), "a").isOn());
        assertFalse(group(imported.configuration(), "b").isOn());
    }

    @Test
    void shouldKeepNamesThatAreNotOfTheStandardsForm() throws IOException {
        Imported imported = read("""
                <target iqn.2019-5.com.example:a>
                </target>
                <target example.org:x_1>
                  initiator-address 192.0.2.1
                  initiator-name debian_host
                  initiator-name iqn.1991-05.com.microsoft:HOST
                </target>
                <target IQN.2026-11.com.Example:Upper>
                </target>
                <target bad@name>
                </target>
                """);

        assertEquals(
                List.of("example.org:x_1", "iqn.2019-5.com.example:a", "iqn.2026-11.com.example:upper"),
                imported.configuration().targets().stream().map(Target::name).toList());
        assertEquals(
                List.of("debian_host", "iqn.1991-05.com.microsoft:HOST"),
                imported.configuration().target("example.org:x_1").portalGroup(1).acls().stream()
                        .map(Acl::initiator)
                        .toList());
        assertTrue(findings(imported).contains("CHANGED /iscsi/example.org:x_1: "), findings(imported));
        assertTrue(findings(imported).contains("LOST /iscsi/bad@name: "), findings(imported));
        assertTrue(findings(imported).contains("--rename 'bad@name'=NEW"), findings(imported));
    }

    @Test
    void shouldGiveOtherNamesWhenAsked() throws IOException {
        Files.writeString(directory.resolve("targets.conf"), """
                <target bad@name>
                  initiator-name old
                  initiator-address 192.0.2.1
                </target>
                """);
        Path file = directory.resolve("targets.conf");
        Imported imported = TgtImport.read(
                file,
                directory,
                new Renames(Map.of("bad@name", "iqn.2026-11.com.example:a", "old", "iqn.2026-11.com.example:host")));

        assertEquals(
                "iqn.2026-11.com.example:host",
                group(imported.configuration(), "a").acls().getFirst().initiator());
        Renames none = new Renames(Map.of("nobody", "iqn.2026-11.com.example:a"));
        assertThrows(IllegalArgumentException.class, () -> TgtImport.read(file, directory, none));
    }

    @Test
    void shouldNotTellWhatMayBeASecret() throws IOException {
        Imported imported = read("""
                <target iqn.2026-11.com.example:a>
                  incominguser alice alicealice12
                  hiddenhidden12
                  password hiddenhidden12
                  <backing-store /srv/a>
                    bs-type rbd
                    bsopts key=hiddenhidden12
                  </backing-store>
                </target>
                """);
        String broken = assertThrows(IllegalArgumentException.class, () -> read("<hiddenhidden12\n"))
                .getMessage();

        assertFalse(findings(imported).contains("hiddenhidden12"), findings(imported));
        assertFalse(findings(imported).contains("alicealice12"), findings(imported));
        assertFalse(broken.contains("hiddenhidden12"), broken);
    }

    @Test
    void shouldReadFilesOfOtherSystems() throws IOException {
        Path file = directory.resolve("targets.conf");
        Files.write(
                file,
                "# Gr\u00f6\u00dfe\r\n<target iqn.2026-11.com.example:a>\r\n  backing-store /srv/a\r\n</target>\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        Imported imported = TgtImport.read(file, directory);

        assertEquals("/srv/a", imported.configuration().backstores().getFirst().path());
        assertTrue(findings(imported).contains("CHANGED targets.conf:1: this is not UTF-8"), findings(imported));
        assertEquals(
                "/srv/a",
                read("\uFEFF<target iqn.2026-11.com.example:a>\n  backing-store /srv/a\n</target>\n")
                        .configuration()
                        .backstores()
                        .getFirst()
                        .path());
    }

    private static Imported real() throws IOException {
        Path file = TestFiles.path("tgt/etc/tgt/targets.conf");
        return TgtImport.read(file, file.getParent().getParent().getParent());
    }

    private Imported read(String text) throws IOException {
        Path file = directory.resolve("targets.conf");
        Files.writeString(file, text);
        return TgtImport.read(file, directory);
    }

    private static PortalGroup group(Configuration configuration, String name) {
        return configuration.target("iqn.2026-11.com.example:" + name).portalGroup(1);
    }

    private static String findings(Imported imported) {
        return String.join(
                "\n", imported.findings().stream().map(Finding::toString).toList());
    }
}
