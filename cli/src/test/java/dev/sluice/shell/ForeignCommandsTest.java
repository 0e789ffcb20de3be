package dev.sluice.shell;

import static dev.sluice.shell.ShellFixture.GROUP;
import static dev.sluice.shell.ShellFixture.INITIATOR;
import static dev.sluice.shell.ShellFixture.IQN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Portal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of targetcli: they work, or the message has the counterpart. */
class ForeignCommandsTest {
    private static final String OTHER = "iqn.2026-11.com.example:other";

    @TempDir
    Path directory;

    private final ShellFixture shell = new ShellFixture().withDisk();

    private List<Portal> portals(String target) {
        return shell.daemon.configuration.target(target).portalGroup(1).portals();
    }

    @Test
    void shouldMakeATargetWithoutAPortalWhenThatIsSet() {
        assertEquals(
                List.of("Parameter auto_add_default_portal is now '0'."),
                shell.run("/iscsi set global auto_add_default_portal=false"));
        assertEquals(List.of("Created target " + OTHER + ".", "Created TPG 1."), shell.run("/iscsi create " + OTHER));
        assertEquals(List.of(), portals(OTHER));
        assertEquals(
                List.of("GLOBAL", "  auto_add_default_portal=0  (set)"),
                shell.run("get global auto_add_default_portal"));
        shell.run("/iscsi/" + OTHER + "/tpg1/portals create 127.0.0.1 3261");
        assertEquals(List.of(new Portal("127.0.0.1", 3261)), portals(OTHER));
        shell.run("/backstores set global auto_add_default_portal=default");
        shell.run("/iscsi create " + OTHER + "-2");
        assertEquals(1, portals(OTHER + "-2").size());
    }

    @Test
    void shouldMakeATargetWithThePortalThatIsNamed() {
        shell.run("/iscsi create " + OTHER + " portal=[::1]:3261");
        assertEquals(List.of(new Portal("::1", 3261)), portals(OTHER));
        shell.run("/iscsi create " + OTHER + "-2 portal=none");
        assertEquals(List.of(), portals(OTHER + "-2"));
        shell.run("/iscsi create " + OTHER + "-3 portal=192.0.2.1");
        assertEquals(List.of(new Portal("192.0.2.1", 3260)), portals(OTHER + "-3"));
        assertTrue(shell.run("/iscsi create " + OTHER + "-4 portal=1.2.3.4:port")
                .getFirst()
                .contains("no port 'port'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set global auto_add_mapped_luns=false | add_mapped_luns=false after create",
                "set global auto_save_on_exit=true | auto_save",
                "/iscsi set global auto_save_on_exit=true | auto_save",
                "get global max_backup_files | versions",
                "set global export_backstore_name_as_model=true | product_id",
                "set global color_mode=false | NO_COLOR",
                "set global loglevel_console=debug | journalctl",
                "set global auto_enable_tpgt=true | enabled",
                "bookmarks | cd <",
                "cd @last | cd <",
                "refresh | each command shows the current state",
                "/backstores/user:rbd create name=x cfgstring=rbd/x size=1G | rbd map",
                "/backstores/user:anything create x 1G | /backstores/block create",
                "/backstores/iblock create x /dev/sdb | /backstores/block",
                "/loopback create | /iscsi",
                "restoreconfig /no/such/saveconfig.json | sluice import lio",
                "restoreconfig /x target=iqn.2026-11.com.example:a | restore /iscsi/iqn.2026-11.com.example:a",
                "restoreconfig /x storage_object=lun0 | restore /backstores/TYPE/lun0",
                "/backstores/block delete lun0 save=true | leave out save=true",
                "/backstores/block/lun0/alua create x | alua_access_state"
            })
    void shouldNameWhatToTypeInstead(String line, String words) {
        String answer = String.join("\n", shell.run(line));
        assertTrue(answer.contains(words), answer);
        assertEquals(LineOutcome.USAGE_ERROR, shell.outcome);
    }

    @Test
    void shouldNameThePlaceOfWhatAclsAndPortalsHaveInLio() {
        String acl = GROUP + "/acls/" + INITIATOR;
        String advice = "an ACL has the attributes of its portal group: " + GROUP + " set attribute NAME=VALUE";
        assertEquals(List.of(advice), shell.run(acl + " get attribute"));
        assertEquals(
                List.of(advice
                        + ". dataout_timeout: the daemon has one time for all, --data-out-timeout, and asks once"),
                shell.run(acl + " set attribute dataout_timeout=30"));
        assertTrue(shell.run(GROUP + "/acls tag " + INITIATOR + " group")
                .getFirst()
                .contains("has no tag"));
        assertTrue(shell.run(GROUP + "/portals/0.0.0.0:3260 enable_iser true")
                .getFirst()
                .contains("iSER"));
    }

    @Test
    void shouldKnowFilesOfTargetcliAndTgt() throws IOException {
        Path lio = Files.writeString(
                directory.resolve("a.json"), "{\"fabric_modules\": [], \"storage_objects\": [], \"targets\": []}");
        Path tgt = Files.writeString(
                directory.resolve("targets.conf"), "# mine\n<target iqn.2026-11.com.example:a>\n</target>\n");
        for (String command : List.of("restoreconfig ", "plan ", "apply ")) {
            assertTrue(shell.run(command + lio).getFirst().contains("sluice import lio " + lio));
            assertTrue(shell.run(command + tgt).getFirst().contains("sluice import tgt " + tgt));
        }
    }

    @Test
    void shouldTakeAPortalInAnySpelling() {
        String portals = GROUP + "/portals ";
        assertEquals(List.of("Created portal on [::1]:3261."), shell.run(portals + "create 0:0::1 3261"));
        assertTrue(shell.run(portals + "create [::0001]:3261").getFirst().contains("already"));
        assertEquals(List.of("Created portal on 192.0.2.7:3260."), shell.run(portals + "create ::ffff:192.0.2.7"));
        assertTrue(shell.run(portals + "create 192.0.2.8:1 2").getFirst().contains("another port"));
        assertEquals(
                List.of(portals.strip() + "/[::1]:3261: OK"),
                shell.run(portals.strip() + "/[0:0:0:0:0:0:0:1]:3261 info").subList(0, 1));
        assertEquals(List.of("Deleted portal on [::1]:3261."), shell.run(portals + "delete ::01 3261"));
        assertEquals(List.of("Deleted portal on 192.0.2.7:3260."), shell.run(portals + "delete 192.0.2.7"));
        assertEquals(1, portals(IQN).size());
    }
}
