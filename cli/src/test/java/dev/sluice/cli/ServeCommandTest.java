package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ServeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine sluice =
            Sluice.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "serve | there is no disk to serve: write at least one --disk",
                "serve --disk | Missing required parameter for option '--disk' (SOURCE[,OPTION...])",
                "serve --disk ram:1M --listen 0.0.0.0 | --listen 0.0.0.0:3260 can be reached from other machines",
                "serve --disk ram:1M --listen 127.0.0.1 --listen [::]:3260 | --listen [::]:3260 can be reached from other machines",
                "serve --disk ram:1M --listen 192.0.2.1:1 | --listen 192.0.2.1:1 can be reached from other machines",
                "serve --disk ram:1M --listen 127.0.0.1 --listen 127.0.0.1:3260 | --listen '127.0.0.1:3260' is given twice",
                "serve --disk ram:1M --allow-any --allow iqn.2026-11.dev.sluice:a | --allow and --allow-any contradict each other",
                "serve --disk ram:1M --allow me | --allow 'me' is not an iSCSI name",
                "serve --disk ram:1M --target-name Disk | --target-name 'Disk' is not an iSCSI name",
                "serve --disk ram:1M --listen nowhere:x | --listen 'nowhere:x' is not an address to listen on",
                "serve --disk ram:1M --portal-group 127.0.0.1 | --portal-group '127.0.0.1' is not a portal group",
                "serve --disk ram:1M --portal-group 1=127.0.0.1:1 | --portal-group '1' is not a number from 2 to 65535",
                "serve --disk ram:1M --portal-group 2=127.0.0.1:x | --portal-group '127.0.0.1:x' is not an address",
                "serve --disk ram:1M --portal-group 2=127.0.0.1 | --portal-group '2=127.0.0.1': 127.0.0.1:3260 is a portal already",
                "serve --disk ram:1M --portal-group 2=192.0.2.1 | --portal-group 192.0.2.1:3260 can be reached from other machines",
                "serve --disk ram:1M --portal-group 2=[::1],state=best | --portal-group '2=[::1],state=best': a state is optimized,",
                "serve --disk ram:1X | --disk 'ram:1X': the size '1X' is not a size",
                "serve --disk pscsi:/dev/sg-none | --disk opening /dev/sg-none: no such file or directory (ENOENT); is the sg",
                "serve --disk pscsi:/dev/null | --disk /dev/null: is not a SCSI device: it takes no commands by SG_IO",
                "serve --disk pscsi:/dev/sg1 --read-only | --read-only cannot protect a device that is passed through",
                "serve --disk ram:1M --cores 0 | --cores '0' is not a number from 1 to 256",
                "serve --disk ram:1M --cores x | --cores 'x' is not a number from 1 to 256",
                "serve --disk ram:1M --cpu-list 0-a | --cpu-list '0-a' is not a list of cores",
                "serve --disk ram:1M --cpu-list 3-1 | --cpu-list '3-1' is not a list of cores",
                "serve --disk ram:1M --cpu-list 0,0 | --cpu-list '0,0' lists core 0 twice",
                "serve --disk ram:1M --cpu-list 8191 | --cpu-list '8191': this process may not run on core 8191",
                "serve --disk ram:1M --cpu-list 0 --cores 2 | --cores 2 and --cpu-list '0' disagree: the list has 1",
                "serve --disk ram:1M --io-workers some | --io-workers 'some' is not a number from 0 to 64, or auto",
                "serve --disk ram:1M --io-workers -1 | --io-workers '-1' is not a number from 0 to 64, or auto",
                "serve --disk ram:1M --queue-depth 0 | --queue-depth '0' is not a number from 1 to 4096",
                "serve --disk ram:1M --queue-depth 99999999999 | --queue-depth '99999999999' is not a number from 1 to 4096",
                "serve --disk ram:1M --io-depth 5000 | --io-depth '5000' is not a number from 1 to 4096",
                "serve --disk ram:1M --buffer-memory 1M | --buffer-memory '1M' is too little",
                "serve --disk ram:1M --buffer-memory much | --buffer-memory 'much' is not a size",
                "serve --disk ram:1M --busy-poll -5 | --busy-poll '-5' is not a number from 0 to 1000000, or auto",
                "serve --disk ram:1M --max-sessions 0 | --max-sessions '0' is not a number from 1 to 65535",
                "serve --disk ram:1M --zero-copy-threshold 1K | --zero-copy-threshold '1K' is too small",
                "serve --disk ram:1M --log-level loud | --log-level 'loud' is not error, warn, info, debug or trace",
                "serve --disk ram:1M --create | Unknown option: '--create'",
                "serve ram:1M | Unmatched argument at index 1: 'ram:1M'",
                "sreve | there is no command 'sreve': did you mean serve",
                "bookmarks | there is no command 'bookmarks': there are no bookmarks; a path alone",
                "--op show --mode target | Unknown option: '--op'. This is an option of tgtadm: 'sluice ls'"
            })
    void shouldSayWhatIsWrongAndExitWith2WhenTheInputIsBad(String line, String message) {
        int exit = execute(line);

        assertTrue(err.toString().startsWith("sluice: " + message), err.toString());
        assertTrue(err.toString().contains("--help'."), err.toString());
        assertEquals(2, exit);
        assertEquals("", out.toString());
    }

    @Test
    void shouldShowEveryFlagWithItsMeaningAndDefaultWhenAskedForHelp() {
        assertEquals(0, execute("serve --help"));

        String help = out.toString();
        List<String> unexplained = new ArrayList<>();
        for (OptionSpec option :
                sluice.getSubcommands().get("serve").getCommandSpec().options()) {
            String description = String.join(" ", option.description());
            boolean hasDefault = option.usageHelp() || option.versionHelp() || description.contains("efault:");
            if (!help.contains(option.longestName()) || !hasDefault) {
                unexplained.add(option.longestName());
            }
        }
        assertEquals(List.of(), unexplained);
        for (String flag : List.of(
                "--listen",
                "--portal-group",
                "--disk",
                "--target-name",
                "--read-only",
                "--allow",
                "--allow-any",
                "--cores",
                "--cpu-list",
                "--io-workers",
                "--queue-depth",
                "--io-depth",
                "--buffer-memory",
                "--busy-poll",
                "--max-sessions",
                "--zero-copy-threshold",
                "--log-level")) {
            assertTrue(help.contains("  " + flag), () -> flag + " is missing in\n" + help);
        }
    }

    @Test
    void shouldShowTheVersionWhenAskedTo() {
        assertEquals(0, execute("--version"));
        assertTrue(out.toString().matches("sluice [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R"), out.toString());
    }

    private int execute(String line) {
        return sluice.execute(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
