package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.http.ApiSettings;
import dev.sluice.api.http.TestCertificates;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ApiOptionsTest {
    private static final List<String> ALL =
            List.of("--api-listen=127.0.0.1:1", "--api-token-file=t", "--api-tls-certificate=c", "--api-tls-key=k");

    @TempDir
    private Path directory;

    private static ApiSettings.Remote remote(String... words) {
        return CommandLine.populateCommand(new ApiOptions(), words).remote();
    }

    private static String refusal(List<String> words) {
        return assertThrows(UsageException.class, () -> remote(words.toArray(String[]::new)))
                .getMessage();
    }

    @Test
    void shouldServeNothingOverTheNetworkWhenNothingIsSaid() {
        assertNull(remote());
    }

    @Test
    void shouldSayWhatIsMissingWhenNotAllIsGiven() {
        for (String missing : ALL) {
            List<String> rest = new ArrayList<>(ALL);
            rest.remove(missing);
            String message = refusal(rest);
            for (String option : ALL) {
                String name = option.substring(0, option.indexOf('='));
                assertEquals(option.equals(missing), message.contains("\n  " + name + " "), message);
            }
        }
        String message = refusal(ALL.subList(0, 1));
        assertTrue(message.contains("openssl rand -hex 32 > FILE"), message);
        assertTrue(message.contains("openssl req -x509"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "::1", "[::1]", ":3263", "127.0.0.1:", "127.0.0.1:70000", "::1:3263", "https://h:1"
            })
    void shouldRefuseWhenTheAddressHasNoPort(String address) {
        List<String> words = new ArrayList<>(ALL);
        words.set(0, "--api-listen=" + address);
        assertTrue(refusal(words).startsWith("--api-listen '" + address + "'"));
    }

    @Test
    void shouldTakeWhatFitsTogether() throws Exception {
        TestCertificates made = TestCertificates.in(directory).selfSigned("d", "EC", "ip:127.0.0.1");
        Path token = made.secret("token", "0".repeat(32));
        ApiSettings.Remote remote = remote(
                "--api-listen=[::1]:3263",
                "--api-token-file=" + token,
                "--api-tls-certificate=" + made.chain("d"),
                "--api-tls-key=" + made.key("d"));
        assertEquals(new InetSocketAddress("::1", 3263), remote.address());
        assertEquals(token, remote.tokenFile());
    }

    @Test
    void shouldStartNothingWhenAFileCannotBeUsed() throws Exception {
        List<String> words = new ArrayList<>(List.of("daemon", "--config=" + directory.resolve("new/sluice.json")));
        words.add("--state-dir=" + directory.resolve("state"));
        words.add("--socket=" + directory.resolve("sock"));
        words.addAll(ALL);
        try (SluiceProcess daemon = SluiceProcess.start(directory, words.toArray(String[]::new))) {
            assertEquals(2, daemon.awaitExit());
            assertTrue(daemon.err().contains("--api-listen: there is no t: (umask 077; openssl rand"), daemon.err());
            assertFalse(Files.exists(directory.resolve("sock")));
            assertFalse(Files.exists(directory.resolve("state")));
        }
    }
}
