package dev.sluice.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.text.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

@Timeout(60)
class LogTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final BlockedStream stream = new BlockedStream();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Log log = new Log(stream, clock::get);
    private final Logger logger = log.getLogger("dev.sluice.somewhere.Origin");

    /** Written text without the times. */
    private List<String> lines() {
        stream.open();
        assertTrue(log.flush(BOUND));
        return stream.read()
                .lines()
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d) ", ""))
                .toList();
    }

    private static Peer peer(int number) {
        byte[] address = {10, 0, (byte) (number >> 8), (byte) number};
        try {
            return Peer.at(new InetSocketAddress(InetAddress.getByAddress(address), 1000));
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldWriteTimeLevelAndClassWhenALineIsLogged() {
        logger.info("listening after {} ms", 5);
        logger.debug("not wanted");
        assertEquals(List.of("INFO Origin - listening after 5 ms"), lines());
    }

    @Test
    void shouldNeverWaitWhenNobodyReads() throws Exception {
        logger.error("first");
        stream.awaitBlocked();
        int more = 3 * AsyncWriter.ITEMS;
        for (int i = 0; i < more; i++) {
            log.getLogger("dev.sluice.Kind" + i % 10).info("line {}", i);
        }
        assertFalse(log.flush(Duration.ofMillis(10)), "it says that not all is written");
        List<String> lines = lines();
        assertTrue(lines.size() <= AsyncWriter.ITEMS + 2, () -> lines.size() + " lines are kept");
        Matcher told = Pattern.compile(
                        "WARN Log - ([\\d,]+) lines were dropped here: standard error was not read in time")
                .matcher(String.join("\n", lines));
        assertTrue(told.find());
        long written = lines.stream().filter(line -> line.contains(" line ")).count();
        assertEquals(more, written + Integer.parseInt(told.group(1).replace(",", "")), "what is missing is counted");
    }

    @Test
    void shouldCountWhatOneAddressRepeatsAndStillTellOfOthers() {
        for (int i = 0; i < LineLimit.OF_ADDRESS + 1204; i++) {
            logger.warn("login refused: {}", peer(1));
        }
        logger.warn("login refused: {}", peer(2));
        assertEquals(
                List.of(
                        "WARN Origin - login refused: 10.0.0.2:1000",
                        "WARN Origin - … and 1,204 more like it in the last 1 s: login refused: 10.0.0.1:1000"),
                lines().subList(LineLimit.OF_ADDRESS, LineLimit.OF_ADDRESS + 2));
    }

    @Test
    void shouldBoundWhatAllAddressesTogetherCause() {
        for (int i = 0; i < 5000; i++) {
            logger.warn("login refused: {}", peer(i));
        }
        List<String> lines = lines();
        assertEquals(LineLimit.OF_PEERS + 1, lines.size());
        assertTrue(lines.getLast().contains("… and 4,700 more like it"), lines::getLast);
    }

    @Test
    void shouldTellOfEachWhenAnAdministratorChangesAThousandThings() {
        for (int i = 0; i < 1000; i++) {
            logger.info("created disk{}", i);
        }
        assertEquals(1000, lines().size());
    }

    @Test
    void shouldTellTheCountAfterAMinuteAndBeginAnew() {
        for (int i = 0; i < 2 * LineLimit.OF_ADDRESS; i++) {
            logger.warn("login refused: {}", peer(1));
        }
        clock.addAndGet(LineLimit.WINDOW_NANOS);
        StringBuilder told = new StringBuilder();
        log.tell(told, false);
        assertTrue(told.toString().contains("… and 30 more like it in the last 60 s: login refused"), told::toString);
        assertFalse(log.mayCome());
        logger.warn("login refused: {}", peer(1));
        assertEquals(LineLimit.OF_ADDRESS + 1, lines().size());
    }

    @Test
    void shouldBoundStackTracesMoreThanLines() {
        for (int i = 0; i < 200; i++) {
            logger.error("a fault of its own", new IllegalStateException("x"));
        }
        long traces = lines().stream()
                .filter(line -> line.startsWith("java.lang.IllegalStateException"))
                .count();
        assertEquals(LineLimit.OF_KIND / LineLimit.TRACE_WEIGHT, traces);
    }

    @Test
    void shouldLetNothingForeignForgeALineOrMoveACursor() {
        logger.warn("{}", "x\n2026-11-30T00:00:00Z INFO Daemon - all is well\u001b[2K\u202e");
        logger.error("failed", new IllegalStateException("y\nINFO forged\u009b1A"));
        List<String> lines = lines();
        assertEquals(
                "WARN Origin - x\\u000a2026-11-30T00:00:00Z INFO Daemon - all is well\\u001b[2K\\u202e", lines.get(0));
        assertEquals("java.lang.IllegalStateException: y\\u000aINFO forged\\u009b1A", lines.get(2));
    }

    @Test
    void shouldWriteAddressesAsPeopleDoWhenTheyAreArguments() {
        logger.info("from {}", new InetSocketAddress(InetAddress.ofLiteral("::1"), 3260));
        assertEquals(List.of("INFO Origin - from [::1]:3260"), lines());
    }

    @Test
    void shouldCutALineThatIsTooLong() {
        logger.info("x".repeat(100_000));
        assertEquals(
                "INFO Origin - ".length() + LogLine.MAX_MESSAGE + 1,
                lines().getFirst().length());
    }
}
