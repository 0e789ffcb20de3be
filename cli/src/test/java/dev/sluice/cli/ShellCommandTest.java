package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.shell.FakeAdministration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Lines of the shell that are given with the program's name, and scripts. */
class ShellCommandTest {
    private final FakeAdministration daemon = new FakeAdministration();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private ShellOptions seen;

    private int sluice(String... words) {
        return Sluice.commandLine(options -> {
                    seen = options;
                    return daemon;
                })
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private int script(String lines, String... words) {
        InputStream usual = System.in;
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        try {
            return sluice(words);
        } finally {
            System.setIn(usual);
        }
    }

    @Test
    void shouldRunOneLineWhenItIsGiven() {
        assertEquals(0, sluice("/iscsi", "create", "iqn.2026-11.com.example:disk1"));
        assertEquals(1, daemon.configuration.targets().size());
        assertEquals(0, sluice("--socket", "/tmp/s", "ls", "/iscsi", "--json"));
        assertTrue(out.toString().contains("\"path\" : \"/iscsi/iqn.2026-11.com.example:disk1\""), out.toString());
        assertEquals(Path.of("/tmp/s"), seen.socket(Map.of("SLUICE_SOCKET", "/other")));
    }

    @Test
    void shouldTellRefusalsFromMistakesWhenItExits() {
        assertEquals(1, sluice("/iscsi", "delete", "iqn.2026-11.com.example:disk1"));
        assertEquals(2, sluice("/iscsi", "craete"));
        assertTrue(
                err.toString().contains("sluice: there is no command 'craete': did you mean create?"), err.toString());
        assertEquals(2, sluice("nonsense"));
        CommandLine real = Sluice.commandLine().setErr(new PrintWriter(err));
        assertEquals(2, real.execute("--api", "https://h:1", "ls"), err::toString);
    }

    @Test
    void shouldSayThatNobodyAnswersWhenThereIsNoDaemon(@TempDir Path directory) {
        Path socket = directory.resolve("sluice.sock");
        CommandLine commandLine = Sluice.commandLine().setErr(new PrintWriter(err));
        assertEquals(3, commandLine.execute("--socket", socket.toString(), "ls"));
        assertTrue(err.toString().startsWith("sluice: no daemon listens on " + socket), err.toString());
    }

    @Test
    void shouldRunAScriptWhenItComesByStandardInput() {
        String lines = "cd /backstores/ramdisk\ncreate a 1M\ncreate a 1M\ncreate b 1M\n";
        assertEquals(1, script(lines));
        assertEquals(1, daemon.configuration.backstores().size());
        assertTrue(err.toString().contains("line 3: "), err.toString());
        assertEquals(1, script(lines, "--keep-going", "-"));
        assertEquals(2, daemon.configuration.backstores().size());
        assertEquals(0, script("# nothing\n\n", "-"));
    }

    @Test
    void shouldListSubcommandsAndLinesWhenAskedForHelp() throws IOException {
        assertEquals(0, sluice("--help"));
        for (String word : new String[] {"serve", "saveconfig", "--socket", "no daemon answered", "  why "}) {
            assertTrue(out.toString().contains(word), word);
        }
        assertEquals(0, sluice("/iscsi", "create", "--help"));
        assertTrue(out.toString().contains("Syntax: create [wwn]"), out.toString());
    }
}
