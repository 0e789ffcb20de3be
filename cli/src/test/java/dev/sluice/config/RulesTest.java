package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Credentials.Account;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final Backstore DISK = Backstore.of(BackstoreType.BLOCK, "lun0", "/dev/sdb", null);
    private static final Backstore IMAGE = Backstore.of(BackstoreType.FILEIO, "image", "/srv/image", null);
    private static final Backstore MEMORY = Backstore.of(BackstoreType.RAMDISK, "memory", null, 1L << 20);
    private static final Account JOE = new Account("joe", new Secret.Kept(null, "joe's secret word"));

    @Test
    void shouldFindNothingWhenAllIsRight() {
        assertEquals(List.of(), Rules.check(Configuration.EMPTY));
        assertEquals(List.of(), Rules.check(Many.of(3, 4)));
        assertEquals(List.of(), Rules.warnings(Many.of(3, 4)));
        assertEquals(List.of(), Rules.check(Configuration.EMPTY.withBackstores(List.of(DISK, IMAGE, MEMORY))));
    }

    @Test
    void shouldNameEveryProblemWhenThereAreSeveral() {
        Configuration wrong = Configuration.EMPTY.withBackstores(List.of(
                DISK.with(Backstore.PATH, "dev/sdb").with(Backstore.SIZE, 512L),
                MEMORY.with(Backstore.SIZE, null),
                IMAGE.with(Backstore.BLOCK_SIZE, 100)));

        assertEquals(
                List.of("/backstores/0/path", "/backstores/0/size", "/backstores/1/blockSize", "/backstores/2/size"),
                Rules.check(wrong).stream().map(ConfigurationProblem::pointer).toList());
    }

    @Test
    void shouldCheckNamesOfBackstores() {
        assertEquals(
                "/backstores/0/name: 'a b' is not a name for a backstore: write 1 to 64 of letters, digits and - _ . : @",
                only(backstore(Backstore.of(BackstoreType.BLOCK, "a b", "/dev/sdb", null))));
        only(backstore(Backstore.of(BackstoreType.BLOCK, "x".repeat(65), "/dev/sdb", null)));
        only(backstore(Backstore.of(BackstoreType.BLOCK, null, "/dev/sdb", null)));
        only(backstore(Backstore.of(null, "a", "/dev/sdb", null)));
        assertEquals(List.of(), Rules.check(backstore(DISK)));
    }

    @Test
    void shouldRefuseTwoBackstoresWhenTheyAreOne() {
        pointer("/backstores/1/name", backstores(DISK, DISK.with(Backstore.PATH, "/dev/sdc")));
        pointer("/backstores/1/path", backstores(DISK, Backstore.of(BackstoreType.PSCSI, "raw", "/dev//sdb", null)));
        pointer(
                "/backstores/1/identity/serial",
                backstores(DISK.withIdentity(Identity.ofSerial("1")), IMAGE.withIdentity(Identity.ofSerial("1"))));
    }

    @Test
    void shouldRefuseWhatATypeOfBackstoreHasNot() {
        pointer("/backstores/0/cd", backstore(DISK.with(Backstore.CD, true)));
        pointer(
                "/backstores/0/writeCache",
                backstore(IMAGE.with(Backstore.CD, true).with(Backstore.WRITE_CACHE, true)));
        pointer("/backstores/0/size", backstore(IMAGE.with(Backstore.CD, true).with(Backstore.SIZE, 2048L)));
        pointer("/backstores/0/protection", backstore(IMAGE.with(Backstore.PROTECTION, 2)));
        pointer("/backstores/0/protection", backstore(DISK.with(Backstore.PROTECTION, 1)));
        pointer("/backstores/0/path", backstore(MEMORY.with(Backstore.PATH, "/x")));
        pointer("/backstores/0/path", backstore(IMAGE.with(Backstore.PATH, null)));
        pointer(
                "/backstores/0/size",
                backstore(MEMORY.with(Backstore.BLOCK_SIZE, 4096).with(Backstore.SIZE, 4096L + 512)));
        pointer("/backstores/0/size", backstore(MEMORY.with(Backstore.SIZE, -512L)));
        pointer(
                "/backstores/0/thin",
                backstore(Backstore.of(BackstoreType.NULL, "n", null, 512L).with(Backstore.THIN, true)));
        Backstore raw = Backstore.of(BackstoreType.PSCSI, "raw", "/dev/sg1", null);
        assertEquals(List.of(), Rules.check(backstore(raw.withIdentity(Identity.ofSerial("1")))));
        pointer("/backstores/0/readOnly", backstore(raw.with(Backstore.READ_ONLY, false)));
    }

    @Test
    void shouldCheckIdentities() {
        pointer("/backstores/0/identity/serial", backstore(DISK.withIdentity(Identity.ofSerial(""))));
        pointer(
                "/backstores/0/identity/vendor",
                backstore(DISK.withIdentity(Identity.NONE.with(Identity.VENDOR, "TOOLONGFOR"))));
        pointer("/backstores/0/identity/naa", naa("12"));
        pointer("/backstores/0/identity/naa", naa("6001405000000000"));
        assertEquals(List.of(), Rules.check(naa("5001405000000000")));
        assertEquals(List.of(), Rules.check(naa("60014050000000000000000000000000")));
    }

    @Test
    void shouldCheckNamesOfTargets() {
        assertEquals(
                "/targets/0/name: 'IQN.2026-11.com.example:Disk1' is not an iSCSI name: write iqn.2026-11.com.example:disk1",
                only(targets("IQN.2026-11.com.example:Disk1")));
        pointer("/targets/0/name", targets("disk1"));
        pointer("/targets/0/name", targets((String) null));
        pointer("/targets/1/name", targets("iqn.2026-11.com.example:A", "iqn.2026-11.com.example:a"));
    }

    @Test
    void shouldCheckReferences() {
        pointer("/targets/0/portalGroups/0/luns/0/backstore", group(g -> g.withLuns(List.of(new Lun(0, "block/no")))));
        pointer("/targets/0/portalGroups/0/luns/1/lun", group(g -> g.withLuns(List.of(lun(3), lun(3)))));
        pointer("/targets/0/portalGroups/0/luns/0/lun", group(g -> g.withLuns(List.of(lun(16_384)))));
        pointer(
                "/targets/0/portalGroups/0/acls/0/mappedLuns/0/groupLun",
                group(g -> g.withAcls(List.of(new Acl(TARGET, null, List.of(new MappedLun(0, 7, null)))))));
        pointer(
                "/targets/0/portalGroups/0/acls/1/initiator",
                group(g -> g.withAcls(
                        List.of(new Acl("iqn.2026-11.a:B", null, null), new Acl("iqn.2026-11.a:b", null, null)))));
        pointer(
                "/targets/0/portalGroups/0/acls/0/initiator",
                group(g -> g.withAcls(List.of(new Acl("no name", null, null)))));
    }

    @Test
    void shouldCheckPortals() {
        for (String address : List.of("localhost", "1.2.3", "1.2.3.400", "", "::1%lo", "[::1]", "1.2.3.4:3260")) {
            pointer("/targets/0/portalGroups/0/portals/0/address", portals(new Portal(address, 3260)));
        }
        for (String address : List.of("127.0.0.1", "0.0.0.0", "::", "2001:db8::1", "fe80::1%eth0")) {
            assertEquals(List.of(), Rules.check(portals(new Portal(address, 3260))));
        }
        assertEquals(
                1,
                Rules.warnings(group(g -> g.withAcls(List.of(new Acl("web1", null, List.of())))))
                        .size());
        String both = only(portals(new Portal("0.0.0.0", 1), new Portal("192.0.2.1", 1)));
        assertTrue(both.contains("delete 0.0.0.0:1"), both);
        assertEquals(List.of(), Rules.check(portals(new Portal("0.0.0.0", 1), new Portal("192.0.2.1", 2))));
        pointer("/targets/0/portalGroups/0/portals/0/port", portals(new Portal("::", 0)));
        for (String address : List.of("fe80::1", "ff02::1", "224.0.0.1", "255.255.255.255")) {
            pointer("/targets/0/portalGroups/0/portals/0/address", portals(new Portal(address, 3260)));
        }
        assertEquals(List.of(), Rules.check(portals(new Portal("0.0.0.0", 1), new Portal("::", 1))));
        only(portals(new Portal("::", 1), new Portal("192.0.2.1", 1)));
        only(portals(new Portal("fe80::1%eth0", 1), new Portal("fe80::1%eth1", 1)));
        pointer("/targets/0/portalGroups/0/portals/1", portals(new Portal("::1", 1), new Portal("0:0:0:0:0:0:0:1", 1)));
        Portal one = new Portal("127.0.0.1", 3260);
        Target two = new Target(
                TARGET,
                null,
                List.of(
                        PortalGroup.of(1).withPortals(List.of(one)),
                        PortalGroup.of(2).withPortals(List.of(one))));
        assertEquals(
                "/targets/0/portalGroups/1/portals/0: portal 127.0.0.1:3260 belongs to portal group 1 of this target already:"
                        + " give this one another address or port",
                only(Configuration.EMPTY.withTargets(List.of(two))));
    }

    @Test
    void shouldCheckParametersAndAttributes() {
        Parameters bursts = new Parameters(null, 65_536, 131_072, null, null, null, null, null, null, null);
        pointer("/targets/0/portalGroups/0/parameters/FirstBurstLength", group(g -> g.withParameters(bursts)));
        Parameters level = new Parameters(null, null, null, null, null, null, null, 3, null, null);
        pointer("/targets/0/portalGroups/0/parameters/ErrorRecoveryLevel", group(g -> g.withParameters(level)));
        pointer(
                "/targets/0/portalGroups/0/attributes/accessState",
                group(g -> g.withAttributes(new GroupAttributes(null, null, null, null, null, "fast"))));
        pointer(
                "/targets/0/portalGroups/0/attributes/pingAfter",
                group(g -> g.withAttributes(new GroupAttributes(null, null, null, 0, null, null))));
        pointer(
                "/targets/0/portalGroups/0/tag",
                Configuration.EMPTY.withTargets(List.of(new Target(TARGET, null, List.of(PortalGroup.of(0))))));
    }

    @Test
    void shouldCheckSecretsWithoutTellingThem() {
        String path = "/targets/0/portalGroups/0/authentication";
        pointer(path + "/users/0/password", users(new Account("joe", new Secret.Kept(null, "short"))));
        pointer(path + "/users/0/password", users(new Account("joe", new Secret.Kept(null, null))));
        pointer(path + "/users/0/password/secret", users(new Account("joe", new Secret.Kept("xyz", null))));
        pointer(path + "/users/0/password/file", users(new Account("joe", new Secret.InFile("secret"))));
        pointer(path + "/users/0/password/credential", users(new Account("joe", new Secret.Credential("a/b"))));
        pointer(path + "/users/0/userid", users(new Account("", JOE.password())));
        Configuration same = group(g -> g.withAuthentication(
                new Credentials(List.of(JOE), new Account("me", new Secret.Kept(null, "joe's secret word")))));
        pointer(path + "/mutual/password", same);
        assertTrue(Rules.check(same).stream()
                .noneMatch(problem -> problem.message().contains("joe's")));
    }

    @Test
    void shouldWarnOnlyWhenCredentialsAreNotComplete() {
        GroupAttributes strict = new GroupAttributes(null, null, true, null, null, null);
        warned("/targets/0/portalGroups/0/attributes/authentication", group(g -> g.withAttributes(strict)));
        warned("/targets/0/portalGroups/0/authentication/users/0", users(new Account("joe", null)));
        warned("/targets/0/portalGroups/0/authentication/users/0", users(new Account(null, JOE.password())));
        assertEquals(List.of(), Rules.warnings(group(g -> g.withAttributes(strict)
                .withAcls(List.of(new Acl(TARGET, new Credentials(List.of(JOE), null), null))))));
    }

    @Test
    void shouldNameTheNodeThatAProblemIsAbout() {
        assertEquals("/backstores/block/lun0", node(backstore(DISK.with(Backstore.PATH, "x"))));
        assertEquals(
                "/iscsi/" + TARGET + "/tpg1/luns/lun4", node(group(g -> g.withLuns(List.of(new Lun(4, "block/no"))))));
        assertEquals("/iscsi/" + TARGET + "/tpg1/portals/x:1", node(portals(new Portal("x", 1))));
        assertEquals("/iscsi/" + TARGET + "/tpg1", node(users(new Account("", JOE.password()))));
        String acl = "/iscsi/" + TARGET + "/tpg1/acls/" + TARGET;
        assertEquals(
                acl + "/mapped_lun0",
                node(group(g -> g.withAcls(List.of(new Acl(TARGET, null, List.of(new MappedLun(0, 7, null))))))));
        Credentials empty = new Credentials(List.of(new Account("", null)), null);
        assertEquals(acl, node(group(g -> g.withAcls(List.of(new Acl(TARGET, empty, null))))));
        assertEquals("/iscsi/disk1", node(targets("disk1")));
        assertEquals("/", node(new Configuration(7, null, null, null, null, null)));
        assertEquals("/iscsi", node(Configuration.EMPTY.withDiscovery(Discovery.of(empty))));
    }

    private static String node(Configuration wrong) {
        return Rules.check(wrong).getFirst().node(wrong).toString();
    }

    @Test
    void shouldBeFastWhenThereAreTenThousandLuns() {
        Configuration many = Many.of(1_000, 10);
        for (int i = 0; i < 20; i++) {
            Rules.check(many);
        }
        long start = System.nanoTime();
        int found = Rules.check(many).size();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("rules of 10,000 LUNs: " + millis + " ms");
        assertEquals(0, found);
        assertTrue(millis < 500, millis + " ms");
    }

    private static Lun lun(int number) {
        return new Lun(number, DISK.id());
    }

    private static Configuration backstore(Backstore one) {
        return backstores(one);
    }

    private static Configuration backstores(Backstore... all) {
        return Configuration.EMPTY.withBackstores(List.of(all));
    }

    private static Configuration naa(String naa) {
        return backstore(DISK.withIdentity(Identity.NONE.with(Identity.NAA, naa)));
    }

    private static Configuration targets(String... names) {
        return Configuration.EMPTY.withTargets(java.util.Arrays.stream(names)
                .map(name -> new Target(name, null, List.of()))
                .toList());
    }

    private static Configuration group(UnaryOperator<PortalGroup> change) {
        return backstore(DISK).withTargets(List.of(new Target(TARGET, null, List.of(change.apply(PortalGroup.of(1))))));
    }

    private static Configuration portals(Portal... portals) {
        return group(g -> g.withPortals(List.of(portals)));
    }

    private static Configuration users(Account... users) {
        return group(g -> g.withAuthentication(new Credentials(List.of(users), null)));
    }

    private static String only(Configuration wrong) {
        List<ConfigurationProblem> problems = Rules.check(wrong);
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst().toString();
    }

    private static void pointer(String expected, Configuration wrong) {
        List<ConfigurationProblem> problems = Rules.check(wrong);
        assertEquals(
                List.of(expected),
                problems.stream().map(ConfigurationProblem::pointer).toList(),
                problems::toString);
    }

    private static void warned(String expected, Configuration odd) {
        assertEquals(List.of(), Rules.check(odd));
        assertEquals(
                List.of(expected),
                Rules.warnings(odd).stream().map(ConfigurationProblem::pointer).toList());
    }
}
