package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an administrator has it: a daemon, and shells on terminals. */
class ShellTerminalTest {
    private static final String IQN = "iqn.2026-11.com.example:disk1";
    private static final String INITIATOR = "iqn.1990-07.com.redhat:f1fe809fef89";

    @TempDir
    private Path directory;

    private Path socket;
    private SluiceProcess daemon;

    /** In a network of its own, where port 3260 is free. */
    @BeforeEach
    void start() throws IOException, InterruptedException {
        socket = Files.createDirectory(directory.resolve("run")).resolve("sluice.sock");
        Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            socket.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            List<String> command = new ArrayList<>(List.of("unshare", "-rn"));
            command.addAll(SluiceProcess.command(
                    "daemon",
                    "--new",
                    "--config=" + directory.resolve("sluice.json"),
                    "--state-dir=" + directory.resolve("state"),
                    "--socket=" + socket));
            daemon = SluiceProcess.run(directory, command);
            WatchKey key = watch.poll(30, TimeUnit.SECONDS);
            assertTrue(key != null, () -> "no socket: " + daemon);
        }
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    private TerminalSession shell(String... args) throws IOException {
        return TerminalSession.start(
                directory,
                Map.of("SLUICE_SOCKET", socket.toString(), "XDG_STATE_HOME", directory.toString(), "NO_COLOR", "1"),
                args);
    }

    @Test
    void shouldServeADiskWhenTheTutorialIsTyped() throws IOException, InterruptedException {
        try (TerminalSession shell = shell()) {
            shell.await("type 'help'")
                    .await("/> ")
                    .type("ls\r")
                    .await("o- sessions")
                    .await("/> ");
            shell.type("cd /backst\tfil\t\r").await("/backstores/fileio> ");
            shell.type("create lun0 disk.img\r")
                    .await("Created fileio lun0 using")
                    .await("/backstores/fileio> ");
            shell.type("cd /iscsi\r").await("/iscsi> ");
            shell.type("create\r")
                    .await("Created target iqn.2026-11.dev.sluice:")
                    .await("Created TPG 1.");
            shell.await("Created portal on 0.0.0.0:3260.").await("/iscsi> ");
            shell.type("nonsense").await("nonsense").type("\u0003").await("/iscsi> ");
            shell.type("create " + IQN + "\r")
                    .await("Created target " + IQN + ".")
                    .await("/iscsi> ");
            shell.type("cd " + IQN + "/tpg1/luns\r").await("…/luns> ");
            shell.type("create /backstores/fileio/lun0\r")
                    .await("Created LUN 0.")
                    .await("…/luns> ");
            shell.type("cd ../acls\r").await("…/acls> ");
            shell.type("create " + INITIATOR + "\r")
                    .await("Created Node ACL for")
                    .await("Created mapped LUN 0.");
            shell.await("…/acls> ").type("set auth password=twelve.letters\r").await("has no values to set");
            shell.await("…/acls> ").type("cd /\r").await("/> ");
            shell.type("saveconfig\r").await("Configuration saved to " + directory.resolve("sluice.json"));
            shell.await("/> ").type("\u0004");
            assertEquals(0, shell.awaitExit(), shell::shown);
        }
        String saved = Files.readString(directory.resolve("sluice.json"));
        assertTrue(saved.contains(INITIATOR), saved);
        String history = Files.readString(directory.resolve("sluice/history"));
        assertTrue(history.contains("cd ../acls"), history);
        assertFalse(history.contains("twelve"), history);
    }

    @Test
    void shouldGiveEachItsOwnNumberWhenTwoShellsMakeLunsAtOnce() throws IOException, InterruptedException {
        try (TerminalSession one = shell();
                TerminalSession other = shell()) {
            one.await("/> ")
                    .type("/iscsi create " + IQN + "\r")
                    .await("Created portal")
                    .await("/> ");
            other.await("/> ").type("cd /iscsi/" + IQN + "/tpg1/luns\r").await("…/luns> ");
            for (int i = 0; i < 4; i++) {
                one.type("/backstores/ramdisk create a" + i + " 1M\r");
                one.type("/iscsi/" + IQN + "/tpg1/luns create ramdisk/a" + i + "\r");
                other.type("/backstores/ramdisk create b" + i + " 1M\r");
                other.type("create ramdisk/b" + i + "\r");
            }
            for (int i = 0; i < 4; i++) {
                one.await("Created LUN ");
                other.await("Created LUN ");
            }
            one.type("ls /iscsi/" + IQN + "/tpg1/luns\r")
                    .await("[LUNs: 8]")
                    .await("o- lun7")
                    .await("/> ");
            one.type("exit\r");
            other.type("quit\r");
            assertEquals(0, one.awaitExit(), one::shown);
            assertEquals(0, other.awaitExit(), other::shown);
        }
    }

    @Test
    void shouldAskWhenOneLineWouldTakeAwayWhatIsInUse() throws IOException, InterruptedException {
        try (TerminalSession script = shell("-")) {
            script.type("/backstores/ramdisk create r 1M\n/iscsi create " + IQN + "\n");
            script.type("/iscsi/" + IQN + "/tpg1/luns create r\n")
                    .await("Created LUN 0.")
                    .type("exit\n");
            assertEquals(0, script.awaitExit(), script::shown);
        }
        try (TerminalSession line = shell("/backstores/ramdisk", "delete", "r")) {
            line.await("Continue anyway? [y/N] ").type("n\n");
            assertEquals(1, line.awaitExit(), line::shown);
        }
        try (TerminalSession line = shell("/backstores/ramdisk", "delete", "r")) {
            line.await("[y/N] ").type("y\n").await("Deleted storage object r.");
            assertEquals(0, line.awaitExit(), line::shown);
        }
    }
}
