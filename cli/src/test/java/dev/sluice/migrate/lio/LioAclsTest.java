package dev.sluice.migrate.lio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Credentials;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.migrate.Finding;
import dev.sluice.migrate.Imported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The initiators that LIO asks for CHAP, one by one, and those that Sluice asks then. */
class LioAclsTest {
    private static final String SECRET = "\"chap_userid\": \"u\", \"chap_password\": \"secretsecret\"";

    /**
     * The fate of an initiator, in the words of {@link #fate}.
     *
     * @param group the group's attribute
     * @param first that of the ACL which has a secret
     * @param second that of the ACL which has none
     */
    @ParameterizedTest
    @CsvSource({
        "0, -1, -1, free, free",
        "1, -1, -1, asked, closed",
        "0, 1, -1, asked, free",
        "0, 1, 1, asked, closed",
        "0, -1, 1, free, closed",
        "1, 0, -1, free, closed",
        "1, -1, 0, asked, free",
        "1, 0, 0, free, free",
        "0, 0, 0, free, free",
        "1, 1, 1, asked, closed",
        "true, -1, 0, asked, free",
        "0, maybe, -1, asked, free"
    })
    void shouldAskWhomLioAsked(String group, String first, String second, String one, String other) {
        PortalGroup made = group(
                "\"authentication\": \"" + group + "\"",
                acl("a", "\"attributes\": {\"authentication\": \"" + first + "\"}, " + SECRET),
                acl("b", "\"attributes\": {\"authentication\": \"" + second + "\"}"));

        assertEquals(one, fate(made, "a"));
        assertEquals(other, fate(made, "b"));
    }

    @Test
    void shouldLetNobodyOfADemoGroupInWhoIsAskedForASecretThatTheGroupDoesNotHave() {
        PortalGroup made = group(
                "\"authentication\": 1, \"generate_node_acls\": 1",
                acl("a", "\"attributes\": {\"authentication\": 0}"),
                acl("b", SECRET));

        assertNull(made.attributes().demoMode());
        assertEquals("free", fate(made, "a"));
        assertEquals("asked", fate(made, "b"));
    }

    @Test
    void shouldKeepAnAclWithoutSecretOutOfADemoGroupThatAsksForOne() {
        Imported imported = read(
                "\"authentication\": 1, \"generate_node_acls\": 1",
                SECRET,
                acl("a", "\"attributes\": {\"authentication\": -1}"));
        PortalGroup made = imported.configuration().targets().getFirst().portalGroup(1);

        assertEquals(true, made.attributes().demoMode());
        assertEquals("u", made.authentication().users().getFirst().userid());
        assertEquals("closed", fate(made, "a"));
        assertTrue(findings(imported).contains("SECURITY /targets/0/tpgs/0/node_acls/0/node_wwn"), findings(imported));
    }

    @Test
    void shouldNotAskAnybodyForASecretOfTheGroupThatLioDoesNotAskFor() {
        Imported imported = read(
                "\"authentication\": 0, \"generate_node_acls\": 1",
                SECRET,
                acl(
                        "a",
                        "\"attributes\": {\"authentication\": 1}, \"chap_userid\": \"w\", \"chap_password\": \"othersecret12\""));
        PortalGroup made = imported.configuration().targets().getFirst().portalGroup(1);

        assertEquals(true, made.attributes().demoMode());
        assertEquals(Credentials.NONE, made.authentication());
        assertEquals("asked", fate(made, "a"));
    }

    @Test
    void shouldAskWhenTheAttributeIsMissingAsTheKernelDoes() {
        PortalGroup made = group("\"generate_node_acls\": 0", acl("a", SECRET), acl("b", ""));

        assertEquals("asked", fate(made, "a"));
        assertEquals("closed", fate(made, "b"));
    }

    @ParameterizedTest
    @CsvSource({"CHAP, asked, closed", "'CHAP,None', free, free", "None, free, free", "SRP, closed, closed"})
    void shouldHeedTheMethodsThatAreLeft(String methods, String one, String other) {
        String json = file(
                "\"authentication\": 0",
                "\"parameters\": {\"AuthMethod\": \"" + methods + "\"}",
                acl("a", SECRET),
                acl("b", ""));
        PortalGroup made =
                LioImport.read(json).configuration().targets().getFirst().portalGroup(1);

        assertEquals(one, fate(made, "a"));
        assertEquals(other, fate(made, "b"));
    }

    @Test
    void shouldServeTheRestWhenASecretCannotBe() {
        Imported imported = read(
                "\"authentication\": 1",
                "\"enable\": true",
                acl("a", "\"chap_userid\": \"u\", \"chap_password\": \"pwpwpw\""),
                acl("b", SECRET + ", \"chap_mutual_userid\": \"t\", \"chap_mutual_password\": \"secretsecret\""));
        PortalGroup made = imported.configuration().targets().getFirst().portalGroup(1);

        assertEquals("closed", fate(made, "a"));
        assertEquals("asked", fate(made, "b"));
        assertNull(
                made.acl("iqn.2026-11.com.example:b").authentication().mutual().password());
        assertFalse(findings(imported).contains("pwpwpw"));
        assertFalse(findings(imported).contains("secretsecret"));
    }

    @Test
    void shouldNotMindAShortSecretThatNobodyIsAskedFor() {
        Imported imported = read(
                "\"authentication\": 0",
                "\"enable\": true",
                acl("a", "\"chap_userid\": \"u\", \"chap_password\": \"pwpwpw\""));

        assertEquals("free", fate(imported.configuration().targets().getFirst().portalGroup(1), "a"));
        assertTrue(
                findings(imported).contains("CHANGED /targets/0/tpgs/0/node_acls/0/chap_password"), findings(imported));
    }

    @ParameterizedTest
    @CsvSource({"yes", "2", "TRUE", "on"})
    void shouldNotOpenAGroupForAValueThatTheKernelDoesNotTake(String value) {
        PortalGroup made = group("\"authentication\": 0, \"generate_node_acls\": \"" + value
                + "\", \"demo_mode_write_protect\": \"no\"");

        assertNull(made.attributes().demoMode());
        assertNull(made.attributes().demoModeWriteProtect());
    }

    @Test
    void shouldLeaveOutWhatIsWrongAndServeTheRest() {
        Imported imported = read(
                "\"authentication\": 0",
                "\"portals\": [{\"ip_address\": \"localhost\", \"port\": 1}, {\"ip_address\": \"::1\", \"port\": 2}]",
                acl("a b", ""),
                acl("c", ""));
        PortalGroup made = imported.configuration().targets().getFirst().portalGroup(1);

        assertEquals(1, made.acls().size());
        assertEquals(1, made.portals().size());
        assertTrue(
                findings(imported).contains("it is left out. If the initiator has another name: --rename"),
                findings(imported));
    }

    /** In demo mode it would get in without its ACL. */
    @Test
    void shouldLeaveOutTheGroupWhenAnAclOfADemoGroupIsWrong() {
        Imported imported =
                read("\"authentication\": 0, \"generate_node_acls\": 1", "\"enable\": true", acl("a b", ""));

        assertEquals(
                0, imported.configuration().targets().getFirst().portalGroups().size());
    }

    private static String fate(PortalGroup group, String name) {
        Credentials own = group.acl("iqn.2026-11.com.example:" + name).authentication();
        Credentials counted = own.isEmpty() ? group.authentication() : own;
        Boolean wanted = group.attributes().authentication();
        if (wanted != null && !wanted || counted.isEmpty() && wanted == null) {
            return "free";
        }
        boolean possible = counted.users().stream().anyMatch(user -> user.userid() != null && user.password() != null);
        return possible ? "asked" : "closed";
    }

    private static PortalGroup group(String attributes, String... acls) {
        return read(attributes, "\"enable\": true", acls)
                .configuration()
                .targets()
                .getFirst()
                .portalGroup(1);
    }

    private static Imported read(String attributes, String more, String... acls) {
        Imported imported = LioImport.read(file(attributes, more, acls));
        assertEquals(java.util.List.of(), Rules.check(imported.configuration()));
        return imported;
    }

    private static String file(String attributes, String more, String... acls) {
        return "{\"storage_objects\": [], \"targets\": [{\"fabric\": \"iscsi\", \"wwn\": \"iqn.2026-11.com.example:t\", \"tpgs\": [{\"tag\": 1, "
                + more + ", \"attributes\": {" + attributes + "}, \"node_acls\": [" + String.join(", ", acls)
                + "]}]}]}";
    }

    private static String acl(String name, String more) {
        return "{\"node_wwn\": \"iqn.2026-11.com.example:" + name + "\"" + (more.isEmpty() ? "" : ", " + more) + "}";
    }

    private static String findings(Imported imported) {
        return String.join(
                "\n", imported.findings().stream().map(Finding::toString).toList());
    }
}
