package dev.sluice.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.ServerSettings;
import dev.sluice.target.SluiceServer;
import dev.sluice.target.TargetDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The load generator against the server of this project. */
@Timeout(120)
class LoadGeneratorTest {
    private static final String OPEN = "iqn.2026-01.dev.sluice:open";
    private static final String CLOSED = "iqn.2026-01.dev.sluice:closed";
    private static final String GUARDED = "iqn.2026-01.dev.sluice:guarded";
    private static final int MOST_SESSIONS = 600;
    private static final String SHORT = "--seconds 0.2 --warm-up 0.1 ";

    private SluiceServer server;

    /** The output of a run of the load generator. */
    private record Outcome(int exitCode, String out, String err) {
        double value(String name) {
            Matcher matcher = Pattern.compile("\"" + name + "\": ([0-9.]+)").matcher(out);
            assertTrue(matcher.find(), () -> name + " is not in: " + out + err);
            return Double.parseDouble(matcher.group(1));
        }

        void isRefusal(int wantedCode, String... wantedWords) {
            assertEquals(wantedCode, exitCode, err);
            assertEquals("", out);
            for (String words : wantedWords) {
                assertTrue(err.contains(words), err);
            }
        }
    }

    @BeforeEach
    void startServer() throws IOException {
        ServerSettings settings = ServerSettings.builder()
                .listen(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .maxSessions(MOST_SESSIONS)
                .bufferMemory(MOST_SESSIONS * ServerSettings.GUARANTEED_BYTES_PER_SESSION)
                .build();
        Authentication chap = Authentication.chap(new ChapUser("somebody", ChapSecret.of("a-secret-of-theirs")));
        server = SluiceServer.start(
                settings,
                List.of(
                        new TargetDefinition(OPEN, new AccessPolicy.Everyone(), List.of(disk(), disk())),
                        new TargetDefinition(
                                CLOSED, new AccessPolicy.Only(Set.of("iqn.2026-01.dev.sluice:other")), List.of(disk())),
                        new TargetDefinition(
                                GUARDED, new AccessPolicy.Everyone(), AuthenticationRules.of(chap), List.of(disk()))));
    }

    private static LunDefinition disk() {
        RamDevice device = new RamDevice(8 << 20);
        return new LunDefinition(
                device, LogicalUnitSettings.of(512, device.properties().identity()));
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.shutdown(Duration.ofSeconds(10));
        }
    }

    private String url(String target, int lun) {
        InetSocketAddress address = server.listeningAddresses().getFirst();
        return "iscsi://127.0.0.1:" + address.getPort() + "/" + target + "/" + lun + " ";
    }

    private Outcome load(String arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LoadGenerator generator = new LoadGenerator(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = new CommandLine(generator).execute(arguments.strip().split(" +"));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Outcome run(String arguments) {
        Outcome outcome = load(url(OPEN, 0) + "--json " + SHORT + arguments);
        assertEquals(0, outcome.exitCode, outcome.err);
        assertEquals(0, outcome.value("errors"));
        assertTrue(outcome.value("commands") > 0);
        return outcome;
    }

    @Test
    void shouldLoadInAClosedLoopWhenThereIsNoRate() {
        for (String depth : List.of("1", "32", "128")) {
            for (String read : List.of("100", "70", "0")) {
                run("--depth " + depth + " --read " + read);
            }
        }
    }

    @Test
    void shouldWriteLargeBlocksWhenTheirDataIsSolicited() {
        Outcome outcome = run("--depth 16 --read 50 --block-bytes 1048576");
        assertEquals(outcome.value("iops") * (1 << 20) / 1e6, outcome.value("mb_per_s"), 0.2);
    }

    @Test
    void shouldLoadWithDigests() {
        run("--digests --read 50 --depth 8");
        run("--digests --read 50 --depth 8 --block-bytes 65536 --sequential");
    }

    @Test
    void shouldStartCommandsByTheTimetableWhenThereIsARate() {
        for (int connections : new int[] {1, 7}) {
            double commands =
                    run("--rate 1000 --read 70 --connections " + connections).value("commands");
            // In 0.3 s: no command starts before its time, and only the last turn can be missed.
            assertTrue(commands <= 300 + connections && commands > 0, commands + " commands");
        }
    }

    @Test
    void shouldShareManySessionsOutToThreads() {
        for (String threads : List.of("1", "3")) {
            run("--connections 512 --depth 4 --read 50 --threads " + threads);
        }
    }

    @Test
    void shouldLoadSeveralLunsInTurn() {
        run("--luns 2 --connections 3");
        load(url(OPEN, 0) + "--luns 3 " + SHORT).isRefusal(3, "has no LUN 2");
    }

    @Test
    void shouldReportTheUseOfTheServer() throws IOException {
        // The process is not Java: a JVM does not let itself be asked.
        Process other = new ProcessBuilder("sleep", "100").start();
        try {
            Outcome outcome = run("--server-pid " + other.pid());
            assertEquals(0, outcome.value("cpu_us_per_io"));
            assertEquals(0, outcome.value("switches_per_io"));
            assertFalse(outcome.out.contains("heap"), outcome.out);
        } finally {
            other.destroy();
        }
        load(SHORT + url(OPEN, 0) + "--server-pid " + Integer.MAX_VALUE).isRefusal(2, "there is no such process");
    }

    @Test
    void shouldSayWhatIsWrongWhenTheUrlIsBad() {
        for (String url : List.of("http://127.0.0.1/x/0", "iscsi://127.0.0.1/x", "iscsi://127.0.0.1/x/y", "nonsense")) {
            load(url).isRefusal(2, "'" + url + "' is not iscsi://HOST[:PORT]/TARGET/LUN");
        }
        load(url(OPEN, 0) + "--depth 0").isRefusal(2, "--depth 0 is not within 1 to 4096");
        load(url(OPEN, 0) + "--block-bytes 700").isRefusal(2, "does not fit the disk");
    }

    @Test
    void shouldSayWhyWhenNoSessionIsOpened() {
        load("iscsi://127.0.0.1:1/x/0").isRefusal(3, "nobody answers at 127.0.0.1:1", "refused");
        load("iscsi://host.invalid/x/0").isRefusal(3, "the host host.invalid is unknown");
        load(url(OPEN + "x", 0)).isRefusal(3, "there is no target " + OPEN + "x");
        load(url(OPEN, 5)).isRefusal(3, "has no LUN 5");
        load(url(CLOSED, 0)).isRefusal(3, "the target does not admit initiator iqn.2026-01.dev.sluice:load");
        load(url(GUARDED, 0)).isRefusal(3, "the target wants authentication");
        load(url(OPEN, 0) + "--connections " + (MOST_SESSIONS + 1)).isRefusal(3, "raise its limit of sessions");
    }

    @Test
    void shouldSaySoWhenTheTargetEndsTheSession() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        Thread run = Thread.ofPlatform().start(() -> outcomes.add(load(url(OPEN, 0) + "--seconds 60 --warm-up 0")));
        while (server.sessionCount() == 0) {
            Thread.onSpinWait();
        }
        server.shutdown(Duration.ofSeconds(1));
        server = null;
        run.join();
        outcomes.getFirst().isRefusal(4, "a session broke under the load");
    }
}
