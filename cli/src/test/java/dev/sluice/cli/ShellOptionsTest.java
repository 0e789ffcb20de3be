package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ShellOptionsTest {
    private static final Map<String, String> ELSEWHERE =
            Map.of("SLUICE_API", "https://storage1:3263", "SLUICE_TOKEN_FILE", "/t", "SLUICE_CA", "/c");

    private static DaemonAddress address(Map<String, String> environment, String... words) {
        return CommandLine.populateCommand(new ShellOptions(), words).address(environment);
    }

    private static String refusal(Map<String, String> environment, String... words) {
        return assertThrows(UsageException.class, () -> address(environment, words))
                .getMessage();
    }

    @Test
    void shouldMeanTheDaemonOfThisMachineWhenNothingIsSaid() {
        assertEquals(new DaemonAddress.Local(Path.of("/run/sluice/sluice.sock")), address(Map.of()));
        assertEquals(
                new DaemonAddress.Local(Path.of("/run/sluice/sluice.sock")),
                address(Map.of("SLUICE_API", "", "SLUICE_SOCKET", "")));
        assertEquals(new DaemonAddress.Local(Path.of("/s")), address(Map.of("SLUICE_SOCKET", "/s")));
    }

    @Test
    void shouldTakeTheEnvironmentWhenItNamesADaemonElsewhere() {
        URI api = URI.create("https://storage1:3263");
        assertEquals(new DaemonAddress.Remote(api, Path.of("/t"), Path.of("/c")), address(ELSEWHERE));
        assertEquals(
                new DaemonAddress.Remote(api, Path.of("/t"), null),
                address(Map.of(), "--api=https://storage1:3263", "--token-file=/t"));
    }

    @Test
    void shouldPreferOptionsWhenTheEnvironmentSaysSomethingElse() {
        assertEquals(new DaemonAddress.Local(Path.of("/s")), address(ELSEWHERE, "--socket=/s"));
        assertEquals(
                new DaemonAddress.Remote(URI.create("https://[::1]:1"), Path.of("/t2"), Path.of("/c2")),
                address(ELSEWHERE, "--api=https://[::1]:1", "--token-file=/t2", "--ca=/c2"));
        assertEquals(
                new DaemonAddress.Remote(URI.create("https://h:1"), Path.of("/t2"), null),
                address(Map.of("SLUICE_SOCKET", "/s"), "--api=https://h:1", "--token-file=/t2"));
    }

    @Test
    void shouldRefuseWhenTwoDaemonsAreNamed() {
        assertTrue(refusal(Map.of(), "--socket=/s", "--api=https://h:1").contains("name two daemons"));
        assertTrue(refusal(Map.of("SLUICE_SOCKET", "/s", "SLUICE_API", "https://h:1"))
                .contains("unset one"));
    }

    @Test
    void shouldSayWhatIsMissingWhenTheRestIsNotThere() {
        assertTrue(refusal(Map.of(), "--api=https://h:1").contains("write --token-file FILE"));
        assertTrue(refusal(Map.of(), "--token-file=/t").contains("need --api https://HOST:PORT"));
        assertTrue(refusal(Map.of(), "--ca=/c").contains("need --api https://HOST:PORT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h:1",
                "https://h",
                "h:1",
                "https://h:1/v1",
                "https://u@h:1",
                "https://h:1?x",
                "https://h:70000",
                "https://a b:1",
                "https:///"
            })
    void shouldRefuseWhenAUrlIsNotThatOfADaemon(String url) {
        assertTrue(refusal(Map.of(), "--api=" + url, "--token-file=/t").contains("write https://HOST:PORT"));
    }

    @Test
    void shouldTellOptionsFromLinesWhenThereIsAPathInThem() {
        assertFalse(ShellRun.isLine("--socket=/run/s"));
        assertFalse(ShellRun.isLine("--api=https://h:1"));
        assertTrue(ShellRun.isLine("/iscsi"));
        assertTrue(ShellRun.isLine("-"));
    }
}
