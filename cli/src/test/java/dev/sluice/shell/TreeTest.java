package dev.sluice.shell;

import static dev.sluice.shell.ShellFixture.GROUP;
import static dev.sluice.shell.ShellFixture.INITIATOR;
import static dev.sluice.shell.ShellFixture.IQN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.api.ServedState.ConnectionState;
import dev.sluice.api.ServedState.SessionState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drawing of the tree, and moves in it. */
class TreeTest {
    private final ShellFixture shell = new ShellFixture().withDisk();

    @Test
    void shouldDrawEveryNodeWhenAllIsListed() {
        shell.run("/backstores/block create old /dev/gone");
        shell.daemon.sessions.add(session(7));
        List<String> lines = shell.run("ls /").stream()
                .map(line -> line.replaceAll(" \\.{4,} ", " . ").replaceAll(" \\.{1,3} \\[", " . ["))
                .toList();
        assertEquals(
                List.of(
                        "o- / . [...]",
                        "  o- backstores . [...]",
                        "  | o- block . [Storage Objects: 2]",
                        "  | | o- lun0 . [/dev/sdb (20.0GiB) write-back activated]",
                        "  | | o- old . [/dev/gone absent: there is no /dev/gone]",
                        "  | o- fileio . [Storage Objects: 0]",
                        "  | o- null . [Storage Objects: 0]",
                        "  | o- pscsi . [Storage Objects: 0]",
                        "  | o- ramdisk . [Storage Objects: 0]",
                        "  o- iscsi . [Targets: 1]",
                        "  | o- " + IQN + " . [TPGs: 1]",
                        "  |   o- tpg1 . [no-gen-acls, no-auth, 1 session]",
                        "  |     o- acls . [ACLs: 1]",
                        "  |     | o- " + INITIATOR + " . [Mapped LUNs: 1, logged in]",
                        "  |     |   o- mapped_lun0 . [lun0 block/lun0 (rw)]",
                        "  |     o- luns . [LUNs: 1]",
                        "  |     | o- lun0 . [block/lun0 (/dev/sdb)]",
                        "  |     o- portals . [Portals: 1]",
                        "  |       o- 0.0.0.0:3260 . [OK]",
                        "  o- sessions . [Sessions: 1]",
                        "    o- 7 . [" + INITIATOR + " from 10.0.0.5:4711 to " + IQN
                                + "/tpg1, read 1.0MiB, written 0 bytes, open 1]"),
                lines);
    }

    static SessionState session(int number) {
        return new SessionState(
                number,
                INITIATOR,
                "00023d000001",
                "client",
                IQN,
                1,
                "",
                FakeAdministration.START,
                List.of(new ConnectionState(0, "10.0.0.5:4711", "10.0.0.1:3260", "none")),
                3,
                0,
                1 << 20,
                0,
                1);
    }

    @Test
    void shouldStopAtADepthWhenOneIsGiven() {
        assertEquals(2, shell.run("ls /iscsi 1").size());
        assertEquals(1, shell.run("ls /iscsi depth=0").size());
        assertEquals(LineOutcome.DONE, shell.outcome);
        assertEquals(2, shell.run("/iscsi/ ls depth=1").size());
    }

    @Test
    void shouldAnswerInJsonWhenAskedTo() throws IOException {
        JsonNode tree = JsonMapper.builder().build().readTree(String.join("\n", shell.run("ls /iscsi --json")));
        assertEquals("/iscsi", tree.path("path").asText());
        assertEquals(
                "good", tree.findParents("summary").getLast().path("health").asText());
        JsonNode status = JsonMapper.builder().build().readTree(String.join("\n", shell.run("status --json")));
        assertEquals("2026-11-23T18:00:00Z", status.path("since").asText());
    }

    @Test
    void shouldCountInWordsWhenTheDaemonIsAskedHowItIs() {
        assertEquals(
                "Serves         1 backstore, 1 target, 0 sessions",
                shell.run("status").get(2));
    }

    @Test
    void shouldGoWhereItWasWhenHistoryIsWalked() {
        shell.run("cd /backstores/block");
        shell.run("cd " + GROUP);
        shell.run("luns/");
        assertEquals(List.of(GROUP + "/luns"), shell.run("pwd"));
        shell.run("cd ..");
        assertEquals(List.of("Taking you to " + GROUP + "/luns."), shell.run("cd <"));
        shell.run("cd <");
        assertEquals(List.of("Taking you to /backstores/block."), shell.run("cd <"));
        assertEquals(List.of("Taking you to " + GROUP + "."), shell.run("cd >"));
        shell.run("cd");
        assertEquals(List.of("/"), shell.run("pwd"));
    }

    @Test
    void shouldSayWhatThereIsWhenAPathLeadsNowhere() {
        assertEquals(List.of("there is no iqn.x in /iscsi: there is " + IQN), shell.run("cd /iscsi/iqn.x/tpg1"));
        assertEquals(LineOutcome.USAGE_ERROR, shell.outcome);
        assertTrue(shell.run("cd /iscsi/ls").getFirst().endsWith("Write a blank before the command: /iscsi ls"));
        assertEquals(List.of("/"), shell.run("pwd"));
        assertEquals(
                List.of("there is no 'targets' in /: there are backstores, iscsi and sessions"),
                shell.run("/targets create"));
    }

    @Test
    void shouldShowOnlyItsOwnWhenSessionsOfANodeAreListed() {
        shell.daemon.sessions.add(session(7));
        assertTrue(shell.run("sessions").get(1).startsWith("7    " + INITIATOR + "  10.0.0.5:4711  " + IQN));
        assertEquals(2, shell.run(GROUP + " sessions list").size());
        shell.run("/iscsi create iqn.2026-11.com.example:other");
        assertEquals(List.of("(no open sessions)"), shell.run("/iscsi/iqn.2026-11.com.example:other sessions"));
        assertTrue(shell.run("sessions detail 7").contains("    read              3 commands, 1.0MiB"));
        assertEquals(List.of("Session 7 was asked to end."), shell.run("/sessions delete 7"));
        assertEquals(LineOutcome.DONE, shell.outcome);
        shell.run("/sessions delete 7");
        assertEquals(LineOutcome.FAILED, shell.outcome);
    }
}
