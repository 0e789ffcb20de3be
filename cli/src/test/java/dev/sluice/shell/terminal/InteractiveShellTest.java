package dev.sluice.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Node;
import dev.sluice.shell.FakeAdministration;
import dev.sluice.shell.LineOutcome;
import dev.sluice.shell.Shell;
import dev.sluice.shell.builtin.Builtins;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.view.OutputStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are typed on a terminal. */
class InteractiveShellTest {
    @TempDir
    private Path directory;

    private final FakeAdministration daemon = new FakeAdministration();

    /** Types all of it, and leaves; what the terminal shows. */
    private String type(Path history, boolean colours, String typed) throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", "xterm", shown, StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(100, 40));
            terminal.processInputBytes((typed + "exit\r").getBytes(StandardCharsets.UTF_8));
            LineOutcome outcome = InteractiveShell.run(
                    terminal,
                    opened -> new Shell(
                            new ShellContext("1.2.3", daemon, opened.writer(), OutputStyle.PLAIN),
                            Builtins.all(),
                            opened.writer()),
                    colours,
                    history);
            assertEquals(LineOutcome.DONE, outcome);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldMakeATargetWhenItIsTypedWithTabs() throws IOException {
        String shown = type(null, false, "cd /isc\t\rcre\tiqn.2026-11.com.example:disk1\rls\rnonsense\r");
        assertEquals(
                "iqn.2026-11.com.example:disk1",
                daemon.configuration.targets().getFirst().name());
        assertTrue(shown.contains("Created target iqn.2026-11.com.example:disk1."), shown);
        assertTrue(shown.contains("/iscsi> "), shown);
        assertTrue(shown.contains("there is no command 'nonsense'"), shown);
    }

    @Test
    void shouldKeepLinesForNextTimeWhenThereIsNoSecretInThem() throws IOException {
        Path history = directory.resolve("history");
        type(history, false, "/iscsi set discovery_auth userid=a password=twelve.letters\r/iscsi ls\r");
        assertEquals(
                "a",
                daemon.configuration
                        .discovery()
                        .authentication()
                        .users()
                        .getFirst()
                        .userid());
        String kept = Files.readString(history);
        assertTrue(kept.contains("/iscsi ls"), kept);
        assertFalse(kept.contains("twelve"), kept);
    }

    @Test
    void shouldAskBeforeItTakesAwayWhatIsInUse() throws IOException {
        type(
                null,
                false,
                "/backstores/block create a /dev/sdb\r/iscsi create iqn.2026-11.x:y\r/iscsi/iqn.2026-11.x:y/tpg1/luns create a\r");
        String shown = type(null, false, "/backstores/block delete a\rn\r");
        assertTrue(shown.contains("Continue anyway? [y/N]"), shown);
        assertEquals(1, daemon.configuration.backstores().size());
        type(null, false, "/backstores/block delete a\ry\r");
        assertEquals(0, daemon.configuration.backstores().size());
    }

    @Test
    void shouldUseColoursOnlyWhenTheyAreWanted() throws IOException {
        assertTrue(type(null, true, "ls\r").contains("\u001b[1mbackstores"));
        assertFalse(type(null, false, "ls\r").contains("\u001b[1mbackstores"));
    }

    @Test
    void shouldShortenThePromptWhenThePathIsLong() {
        Node.Group group = new Node.Group("iqn.2026-11.com.example:disk1", 1);
        assertEquals("/iscsi> ", Prompt.of(new Node.Targets()));
        assertEquals("…/luns> ", Prompt.of(new Node.Luns(group)));
        assertEquals("/> ", Prompt.of(new Node.Root()));
    }

    @Test
    void shouldKeepHistoryFromOthersWhenItMakesTheFile() throws IOException {
        Path file = HistoryFile.prepare(Map.of("XDG_STATE_HOME", directory.toString()));
        assertEquals(directory.resolve("sluice/history"), file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                directory.resolve(".local/state/sluice/history"),
                HistoryFile.prepare(Map.of("HOME", directory.toString())));
    }
}
