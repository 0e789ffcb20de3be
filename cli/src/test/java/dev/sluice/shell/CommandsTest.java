package dev.sluice.shell;

import static dev.sluice.shell.ShellFixture.GROUP;
import static dev.sluice.shell.ShellFixture.INITIATOR;
import static dev.sluice.shell.ShellFixture.IQN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.http.ApiClient;
import dev.sluice.config.Configuration;
import dev.sluice.config.MappedLun;
import dev.sluice.shell.builtin.Builtins;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.view.OutputStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that the commands make. */
class CommandsTest {
    private final ShellFixture shell = new ShellFixture().withDisk();

    @Test
    void shouldMakeEachBackstoreWhenItsParametersAreGivenByPlaceOrName() {
        shell.run("/backstores/fileio create f disks/f.img 10G write_back=false sparse=true");
        assertEquals(
                "/srv/disks/f.img",
                shell.daemon.configuration.backstore("fileio/f").path());
        assertEquals(10L << 30, shell.daemon.configuration.backstore("fileio/f").size());
        assertEquals(false, shell.daemon.configuration.backstore("fileio/f").writeCache());
        shell.run("/backstores/block create name=b dev=/dev/sdc readonly=True wwn=abc");
        assertEquals(true, shell.daemon.configuration.backstore("block/b").readOnly());
        assertEquals(
                "abc",
                shell.daemon.configuration.backstore("block/b").identity().serial());
        shell.run("/backstores/pscsi create p /dev/sg1");
        shell.run("/backstores/null create n 1T");
        shell.run("/backstores/ramdisk create z 1M nullio=true");
        assertEquals(1L << 40, shell.daemon.configuration.backstore("null/n").size());
        assertEquals(1L << 20, shell.daemon.configuration.backstore("null/z").size());
        assertEquals(6, shell.daemon.configuration.backstores().size());
    }

    @Test
    void shouldMakeTheBackstoreTooWhenALunNamesADevice() {
        assertEquals(
                List.of(
                        "Created block storage object sdc using /dev/sdc.",
                        "Created LUN 5.",
                        "Created mapped LUN 5 in node ACL " + INITIATOR + "."),
                shell.run(GROUP + "/luns create /dev/sdc lun5"));
        shell.run(GROUP + "/luns create /dev/sdc add_mapped_luns=false");
        assertEquals(2, shell.daemon.configuration.backstores().size());
        assertEquals(
                3, shell.daemon.configuration.target(IQN).portalGroup(1).luns().size());
    }

    @Test
    void shouldMapALunWhenItIsNamedByNumberOrBackstore() {
        String acl = GROUP + "/acls/" + INITIATOR;
        assertEquals(
                List.of("Created mapped LUN 3 in node ACL " + INITIATOR + "."), shell.run(acl + " create 3 lun0 true"));
        shell.run("/backstores/ramdisk create r 1M");
        shell.run(acl + " create 9 /backstores/ramdisk/r");
        assertEquals(
                List.of(new MappedLun(0, 0, null), new MappedLun(3, 0, true), new MappedLun(9, 1, null)),
                shell.daemon
                        .configuration
                        .target(IQN)
                        .portalGroup(1)
                        .acl(INITIATOR)
                        .mappedLuns());
    }

    @Test
    void shouldAskWhenWhatGoesIsInUse() {
        assertTrue(shell.run("/backstores/block delete lun0").getFirst().contains("--force"));
        assertEquals(LineOutcome.FAILED, shell.outcome);
        shell.context.confirmation(question -> false);
        shell.run("/backstores/block delete lun0");
        assertEquals(1, shell.daemon.configuration.backstores().size());
        shell.context.confirmation(question -> true);
        List<String> gone = shell.run("/backstores/block delete lun0");
        assertTrue(gone.contains("Deleted storage object lun0."), gone::toString);
        assertTrue(gone.contains("Deleted LUN 0."), gone::toString);
        assertEquals(List.of(), shell.daemon.configuration.backstores());
    }

    @Test
    void shouldTakeAwayEachWhenItIsNamedAsItIsShown() {
        assertEquals(List.of("Deleted portal on 0.0.0.0:3260."), shell.run(GROUP + "/portals delete 0.0.0.0:3260"));
        shell.run(GROUP + "/portals create ip_address=:: ip_port=3262");
        assertEquals(List.of("Deleted portal on [::]:3262."), shell.run(GROUP + "/portals delete :: 3262"));
        assertEquals(
                List.of("Deleted mapped LUN 0 of " + INITIATOR + "."),
                shell.run(GROUP + "/acls/" + INITIATOR + " delete 0"));
        assertEquals(List.of("Deleted LUN 0."), shell.run(GROUP + "/luns delete lun0"));
        assertEquals(List.of("Deleted Node ACL " + INITIATOR + "."), shell.run(GROUP + "/acls delete " + INITIATOR));
        assertTrue(shell.run("/iscsi/" + IQN + " delete tpg1").contains("Deleted TPG 1."));
        assertTrue(shell.run("/iscsi delete --force " + IQN).contains("Deleted target " + IQN + "."));
    }

    @Test
    void shouldChangeNothingWhenRunDry() {
        Configuration before = shell.daemon.configuration;
        assertTrue(shell.run("/iscsi delete " + IQN + " --dry-run").contains("- /iscsi/" + IQN));
        assertEquals(before, shell.daemon.configuration);
    }

    @Test
    void shouldSetAndShowValues() {
        assertEquals(
                List.of("Parameter MaxBurstLength is now '65536'."),
                shell.run(GROUP + " set parameter MaxBurstLength=65536"));
        assertEquals(
                List.of("PARAMETER", "  MaxBurstLength=65536  (set)"),
                shell.run(GROUP + " get parameter MaxBurstLength"));
        assertTrue(shell.run("set").getFirst().contains("global"));
        assertTrue(shell.run(GROUP + " set attribute").contains("generate_node_acls=0 (0, 1)"));
        assertTrue(shell.run(GROUP + " set attribute generate_node_acl=1")
                .getFirst()
                .contains("there are authentication, generate_node_acls"));
        assertEquals(LineOutcome.USAGE_ERROR, shell.outcome);
        assertTrue(shell.run(GROUP + " set attribute generate_node_acls=2")
                .getFirst()
                .contains("0 or 1"));
        assertEquals(LineOutcome.FAILED, shell.outcome);
    }

    @Test
    void shouldNeverPrintASecretWhenOneIsSet() {
        String acl = GROUP + "/acls/" + INITIATOR;
        List<String> said = shell.run(acl + " set auth userid=me password=secret12secret12");
        assertEquals(List.of("Parameter userid is now 'me'.", "Parameter password is now '********'."), said);
        for (String line : List.of(" get", " info", " get --json", " info --json")) {
            assertFalse(shell.run(acl + line).toString().contains("secret12"), line);
            assertEquals(LineOutcome.DONE, shell.outcome, line);
        }
    }

    @Test
    void shouldTellEverythingWhenAskedForInfo() {
        assertTrue(shell.run("/backstores/block/lun0 info").toString().contains("/dev/sdb, "));
        for (String node : List.of("/", "/iscsi", "/iscsi/" + IQN, GROUP, GROUP + "/luns/lun0", GROUP + "/portals")) {
            assertFalse(shell.run(node + " info").isEmpty(), node);
            assertEquals(LineOutcome.DONE, shell.outcome, node);
        }
    }

    @Test
    void shouldEnableAndDisableWhenToldTo() {
        assertEquals(List.of("The TPG is enabled already."), shell.run(GROUP + " enable"));
        assertEquals(List.of("The TPG has been disabled."), shell.run(GROUP + " disable"));
        assertEquals(List.of("Status for " + GROUP + ": disabled"), shell.run(GROUP + " status"));
        assertEquals(List.of("The target has been enabled."), shell.run("/iscsi/" + IQN + " enable"));
    }

    @Test
    void shouldResizeWhenTheBackstoreIsNamedInAnyWay() {
        shell.run("/backstores/ramdisk create r 1M");
        assertEquals(
                List.of("/backstores/ramdisk/r has a size of 2.0MiB now."),
                shell.run("resize /backstores/ramdisk/r 2M"));
        assertEquals(
                List.of("/backstores/ramdisk/r has a size of 3.0MiB now."),
                shell.run("/backstores/ramdisk/ resize r 3M"));
        assertTrue(shell.run("/backstores/ramdisk/r resize 1M").getFirst().contains("--force"));
        assertEquals(
                List.of("/backstores/ramdisk/r has a size of 1.0MiB now."),
                shell.run("/backstores/ramdisk/r resize 1M --force"));
    }

    @Test
    void shouldGoBackWhenAVersionIsRestored() {
        shell.run("/iscsi delete " + IQN);
        assertTrue(shell.run("versions").getFirst().startsWith("5  "));
        assertTrue(shell.run("rollback --dry-run").contains("+ /iscsi/" + IQN));
        assertTrue(shell.run("rollback").contains("+ /iscsi/" + IQN));
        assertEquals(1, shell.daemon.configuration.targets().size());
        shell.run("rollback 99");
        assertEquals(LineOutcome.FAILED, shell.outcome);
        assertTrue(shell.run("versions 1").getFirst().startsWith("{"));
    }

    @Test
    void shouldServeWhatAFileSaysWhenItIsApplied(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("all.json");
        assertEquals(List.of("Configuration saved to " + file), shell.run("saveconfig " + file));
        Configuration before = shell.daemon.configuration;
        assertEquals(List.of("Nothing changes."), shell.run("plan " + file));
        shell.run("/backstores/ramdisk create r 1M");
        assertTrue(shell.run("plan " + file).contains("-       r"));
        assertTrue(shell.run("restoreconfig " + file).getFirst().contains("clear_existing=true"));
        assertEquals(LineOutcome.FAILED, shell.outcome);
        shell.run("restoreconfig " + file + " clear_existing=true");
        assertEquals(before, shell.daemon.configuration);
        assertEquals(
                List.of("this command deletes all backstores and targets: write clearconfig confirm=True to do so"),
                shell.run("clearconfig"));
        assertTrue(shell.run("clearconfig confirm=True").contains("All configuration cleared."));
        assertTrue(shell.run("apply " + file).contains("+ /iscsi/" + IQN));
        assertEquals(before, shell.daemon.configuration);
        Files.writeString(file, "{");
        assertEquals(
                List.of("this is no configuration", "  line 1, column 3: a brace is missing"),
                shell.run("apply " + file));
        assertTrue(shell.run("apply nowhere.json").getFirst().contains("/srv/nowhere.json"));
    }

    @Test
    void shouldTellWhyWhenAsked() {
        assertTrue(shell.run("why " + INITIATOR).getFirst().endsWith("CHAP refused " + INITIATOR));
        assertTrue(shell.run(GROUP + " why").getFirst().endsWith("CHAP refused " + GROUP));
        shell.run("why");
        assertEquals(LineOutcome.USAGE_ERROR, shell.outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "/iscsi craete, there is no command 'craete': did you mean create? (",
        "/backstores/block/x create, '''create'' cannot be used in /backstores/block/x'"
    })
    void shouldReportTheCommandFirstWhenNoDaemonAnswersEither(String line, String message) throws IOException {
        StringWriter err = new StringWriter();
        try (ApiClient nobody = ApiClient.unix(Path.of("/nowhere/sluice.sock"))) {
            ShellContext context =
                    new ShellContext("1", nobody, new PrintWriter(new StringWriter()), OutputStyle.PLAIN);
            Shell dead = new Shell(context, Builtins.all(), new PrintWriter(err));
            assertEquals(LineOutcome.USAGE_ERROR, dead.run("", line));
        }
        assertTrue(err.toString().startsWith(message), err::toString);
        assertTrue(err.toString().contains("/nowhere/sluice.sock"), err::toString);
    }

    @Test
    void shouldSayWhatToTypeWhenALineIsWrong() {
        assertEquals(List.of("there is no command 'craete': did you mean create?"), shell.run("/iscsi craete"));
        assertEquals(
                List.of("'luns' is a node, not a command: write luns/ COMMAND, or luns/ to go there"),
                shell.run(GROUP + " luns create lun0"));
        assertTrue(shell.run("create").getFirst().startsWith("'create' cannot be used in /, but in /backstores/block"));
        assertEquals(
                List.of("'delete' cannot be used in /backstores/block/lun0: write /backstores/block delete lun0"),
                shell.run("/backstores/block/lun0 delete"));
        assertEquals(
                List.of("'create' cannot be used in " + GROUP + ", but in " + GROUP + "/luns, " + GROUP + "/acls, "
                        + GROUP + "/portals"),
                shell.run(GROUP + " create"));
        assertEquals(List.of("the parameter action is list or detail, not 'all'"), shell.run("sessions all"));
        assertTrue(shell.run("/backstores/block/lun0 set attribute is_nonrot=1")
                .getFirst()
                .contains("of what the device itself tells. There are block_size"));
        assertEquals(
                List.of("/nowhere/x.json cannot be written: its directory does not exist"),
                shell.run("saveconfig /nowhere/x.json"));
        assertEquals(
                List.of(
                        "create needs dev (its block device)",
                        "Syntax: create name dev [readonly] [wwn] [--dry-run] [--json]"),
                shell.run("/backstores/block create x"));
        assertEquals(
                List.of("there is no option --farce here", "Syntax: delete wwn [--force] [--dry-run] [--json]"),
                shell.run("/iscsi delete x --farce"));
        assertEquals(LineOutcome.USAGE_ERROR, shell.outcome);
        assertTrue(shell.run("/backstores/ramdisk create r 12Q").getFirst().contains("such as 20G"));
        assertTrue(shell.run("ls 'open").getFirst().contains("quote"));
        assertTrue(shell.run("help").size() > 15);
        assertTrue(shell.run("/iscsi help create").contains("Syntax: create [wwn] [portal] [--dry-run] [--json]"));
    }

    @Test
    void shouldStopAtTheFirstMistakeWhenAScriptIsRun() throws IOException {
        String script = """
                # makes a disk
                cd /backstores/ramdisk
                create a 1M   # small
                create a 1M
                create b 1M
                """;
        assertEquals(
                LineOutcome.FAILED,
                new ScriptRunner(shell.shell, false).run(new BufferedReader(new StringReader(script))));
        assertEquals(
                List.of(
                        "Created ramdisk a with size 1048576.",
                        "line 4: there is a backstore /backstores/ramdisk/a already"),
                shell.printed());
        assertEquals(
                LineOutcome.FAILED,
                new ScriptRunner(shell.shell, true).run(new BufferedReader(new StringReader(script))));
        assertTrue(shell.printed().contains("Created ramdisk b with size 1048576."));
        assertEquals(
                LineOutcome.DONE,
                new ScriptRunner(shell.shell, false).run(new BufferedReader(new StringReader("exit\nnonsense\n"))));
    }
}
