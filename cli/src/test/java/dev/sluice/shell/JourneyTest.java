package dev.sluice.shell;

import static dev.sluice.shell.ShellFixture.INITIATOR;
import static dev.sluice.shell.ShellFixture.IQN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The tutorial of targetcli, with its lines. */
class JourneyTest {
    private final ShellFixture shell = new ShellFixture();

    @Test
    void shouldServeADiskWhenTheTutorialIsTyped() {
        List<String> tree = shell.run("ls");
        assertTrue(tree.get(0).matches("o- / \\.+ \\[\\.\\.\\.]"), tree::toString);
        assertTrue(tree.get(2).matches("  \\| o- block \\.+ \\[Storage Objects: 0]"), tree::toString);
        tree.forEach(line -> assertEquals(79, line.length(), line));
        assertEquals(List.of(), shell.run("cd /backstores/block"));
        assertEquals(List.of("Created block storage object lun0 using /dev/sdb."), shell.run("create lun0 /dev/sdb"));
        shell.run("cd /iscsi");
        List<String> made = shell.run("create");
        assertTrue(
                made.getFirst().matches("Created target iqn\\.2026-11\\.dev\\.sluice:[0-9a-f]{12}\\."), made::toString);
        assertEquals(List.of("Created TPG 1.", "Created portal on 0.0.0.0:3260."), made.subList(1, 3));
        assertEquals(
                List.of("Created target " + IQN + ".", "Created TPG 1.", "Created portal on 0.0.0.0:3260."),
                shell.run("create " + IQN));
        shell.run("cd " + IQN + "/tpg1/luns");
        assertEquals(List.of("Created LUN 0."), shell.run("create /backstores/block/lun0"));
        shell.run("cd ../acls");
        assertEquals(
                List.of("Created Node ACL for " + INITIATOR + ".", "Created mapped LUN 0."),
                shell.run("create " + INITIATOR));
        assertEquals(List.of("/iscsi/" + IQN + "/tpg1/acls"), shell.run("pwd"));
        shell.run("cd /");
        List<String> saved = shell.run("saveconfig");
        assertTrue(saved.getFirst().startsWith("Configuration saved to /etc/sluice/sluice.json"), saved::toString);
    }

    @Test
    void shouldTakeTheSameStepsWhenPathsStandBeforeCommands() {
        shell.withDisk();
        assertEquals(
                List.of("Parameter generate_node_acls is now '1'."),
                shell.run("iscsi/" + IQN + "/tpg1 set attribute generate_node_acls=1"));
        shell.run("/iscsi/" + IQN + "/tpg1");
        assertEquals(
                List.of("Created ramdisk r with size 1073741824.", "Created LUN 1."),
                concat(shell.run("/backstores/ramdisk create name=r size=1G"), shell.run("luns/ create ramdisk/r"))
                        .stream()
                        .filter(line -> !line.contains("mapped"))
                        .toList());
        assertEquals(List.of("Created portal on [::]:3261."), shell.run("portals/ create :: 3261"));
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
    }
}
