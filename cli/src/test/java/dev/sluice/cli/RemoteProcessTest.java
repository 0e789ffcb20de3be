package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon and those who use it over the network, each in a process of its own. */
@Timeout(180)
class RemoteProcessTest {
    private static final String TOKEN = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    @TempDir
    private Path directory;

    private TestCertificates made;
    private Path token;

    @BeforeEach
    void makeCertificates() throws Exception {
        made = TestCertificates.in(directory).authority("ca").signed("daemon", "ca", "ip:127.0.0.1");
        token = made.secret("token", TOKEN + "\n");
    }

    private SluiceProcess daemon() throws Exception {
        return SluiceProcess.daemon(
                directory,
                "--log-level=trace",
                "--api-listen=127.0.0.1:0",
                "--api-token-file=" + token,
                "--api-tls-certificate=" + made.chain("daemon"),
                "--api-tls-key=" + made.key("daemon"));
    }

    /** Returns the output of a shell. */
    private String shell(int code, String url, String... words) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--api=" + url, "--token-file=" + token, "--ca=" + made.chain("ca")));
        all.addAll(Arrays.asList(words));
        return answer(code, SluiceProcess.command(all.toArray(String[]::new)));
    }

    private String answer(int code, List<String> command) throws IOException, InterruptedException {
        try (SluiceProcess process = SluiceProcess.run(directory, command)) {
            String said = process.rest();
            assertEquals(code, process.awaitExit(), process.err());
            assertFalse(process.err().contains(TOKEN), process.err());
            return said + process.err();
        }
    }

    @Test
    void shouldServeTheShellAndCurlWhenTheyShowTheToken() throws Exception {
        try (SluiceProcess daemon = daemon()) {
            String url = daemon.await("Answering on ");
            assertTrue(url.startsWith("https://127.0.0.1:"), url);
            shell(0, url, "/backstores/ramdisk", "create", "disk1", "1M");
            assertTrue(shell(0, url, "ls").contains("disk1"));
            assertTrue(answer(0, curl(url, TOKEN)).contains("\"disk1\""));
            String refused = answer(0, curl(url, TOKEN.replace('0', '1')));
            assertTrue(refused.contains("\"status\":401"), refused);
            daemon.terminate();
            assertEquals(0, daemon.awaitExit());
            assertFalse(daemon.err().contains(TOKEN), "the token is in the log");
            assertTrue(daemon.err().contains("requests without the right token were refused: 1"), daemon.err());
        }
    }

    private List<String> curl(String url, String shown) throws Exception {
        return List.of(
                "curl",
                "--silent",
                "--show-error",
                "--cacert",
                made.chain("ca").toString(),
                "-H",
                "Authorization: Bearer " + shown,
                url + "/v1/configuration");
    }

    @Test
    void shouldEndWithCode3WhenTheDaemonIsNotTheOneThatWasMeant() throws Exception {
        try (SluiceProcess daemon = daemon()) {
            String url = daemon.await("Answering on ");
            made.authority("stranger");
            List<String> command = SluiceProcess.command(
                    "--api=" + url, "--token-file=" + token, "--ca=" + made.chain("stranger"), "ls");
            assertTrue(answer(3, command).contains("is not signed by"));
        }
    }
}
