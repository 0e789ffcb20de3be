package dev.sluice.shell;

import static dev.sluice.shell.ShellFixture.GROUP;
import static dev.sluice.shell.ShellFixture.INITIATOR;
import static dev.sluice.shell.ShellFixture.IQN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.shell.command.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proposals of completion. */
class CompletionTest {
    private final ShellFixture shell = new ShellFixture().withDisk();

    private List<String> propose(String line) {
        int last = line.lastIndexOf(' ');
        List<String> before =
                last < 0 ? List.of() : List.of(line.substring(0, last).split(" +"));
        return shell.shell.completion().propose(before, line.substring(last + 1)).stream()
                .map(Proposal::text)
                .toList();
    }

    @Test
    void shouldProposeCommandsAndPathsWhenALineBegins() {
        assertTrue(propose("").containsAll(List.of("ls", "cd", "backstores/", "iscsi/", "exit")));
        assertEquals(List.of("ls"), propose("ls"));
        assertEquals(List.of("/iscsi/" + IQN + "/"), propose("/iscsi/iqn"));
        assertEquals(List.of("create"), propose("/iscsi cr"));
        assertEquals(List.of(), propose("cr"));
    }

    @Test
    void shouldProposeAPortalInTheSpellingThatWasBegun() {
        shell.run(GROUP + "/portals create ::1 3261");
        assertEquals(List.of("[::1]:3261"), propose(GROUP + "/portals delete [::1"));
        assertEquals(List.of("[0:0::1]:3261"), propose(GROUP + "/portals delete [0:0::1"));
        assertEquals(List.of(GROUP + "/portals/[0::01]:3261"), propose("ls " + GROUP + "/portals/[0::01]"));
    }

    @Test
    void shouldProposePathsWhenAParameterIsOne() {
        assertEquals(List.of("/backstores/block/lun0"), propose("ls /backstores/block/"));
        assertEquals(List.of("tpg1/"), propose("/iscsi/" + IQN + " cd t"));
        assertEquals(List.of("/backstores/block/lun0"), propose(GROUP + "/luns create /backs"));
        assertEquals(
                List.of("storage_object=/backstores/block/lun0"), propose(GROUP + "/luns create storage_object=/b"));
    }

    @Test
    void shouldProposeParametersAndValuesWhenThereAreSome() {
        assertTrue(propose(GROUP + " set ").contains("parameter"));
        assertEquals(List.of("generate_node_acls="), propose(GROUP + " set attribute gen"));
        assertEquals(
                List.of("generate_node_acls=0", "generate_node_acls=1"),
                propose(GROUP + " set attribute generate_node_acls="));
        assertEquals(List.of("lun0"), propose(GROUP + "/luns delete "));
        assertEquals(List.of("--force"), propose(GROUP + "/luns delete 0 --f"));
        assertEquals(List.of("readonly=true"), propose("/backstores/block create a /dev/b readonly=t"));
        assertEquals(List.of(), propose(GROUP + "/acls create iqn.1"));
        shell.run("/iscsi create iqn.2026-11.com.example:disk2");
        assertEquals(List.of(INITIATOR), propose("/iscsi/iqn.2026-11.com.example:disk2/tpg1/acls create iqn.1"));
        shell.run("/iscsi delete iqn.2026-11.com.example:disk2");
        assertEquals(List.of("1"), propose("rollback 1"));
        assertEquals(List.of("nopin_timeout"), propose(GROUP + " get attribute nopin_t"));
    }

    @Test
    void shouldProposeFilesWhenAParameterIsOne(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("disk.img"));
        Files.createDirectory(directory.resolve("disks"));
        assertEquals(
                List.of(directory + "/disk.img", directory + "/disks/"),
                propose("/backstores/fileio create a " + directory + "/d").stream()
                        .sorted()
                        .toList());
    }
}
