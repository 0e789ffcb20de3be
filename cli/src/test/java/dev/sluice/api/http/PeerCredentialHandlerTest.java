package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.sys.PeerIdentity;
import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Admission by peer credentials, where the mode of the socket would admit everybody. Needs root, setpriv and curl. */
@Timeout(60)
class PeerCredentialHandlerTest {
    @TempDir
    private Path directory;

    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        assertEquals("root", System.getProperty("user.name"), "this needs to become other users: run it as root");
        server = ApiServer.start(
                new ApiSettings(directory.resolve("sock"), null),
                new FakeAdministration(),
                new ApiServer.Terms(ApiServer.Terms.USUAL.idle(), ApiServer.Terms.USUAL.patience(), "daemon"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(server.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Output of curl, and the status behind it. */
    private String ask(List<String> as, String... how) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(as);
        command.addAll(List.of(
                "curl",
                "-s",
                "-w",
                " %{http_code}",
                "--unix-socket",
                server.socket().toString()));
        command.addAll(List.of(how));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("this needs setpriv (package util-linux) and curl (package curl)", e);
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return text;
    }

    private static List<String> nobody(String... groups) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--regid=nogroup"));
        command.addAll(List.of(groups));
        return command;
    }

    @Test
    void shouldAnswerRoot() throws Exception {
        String text = ask(List.of(), "http://localhost/v1/status");
        assertTrue(text.endsWith(" 200"), text);
    }

    @Test
    void shouldTellOthersThatTheyMayNot() throws Exception {
        String text = ask(nobody("--clear-groups"), "http://localhost/v1/status");
        assertTrue(text.endsWith(" 403"), text);
        assertTrue(text.contains("\"reason\":\"not-allowed\"") && text.contains("group sluice"), text);
        new Contract(OpenApiDescription.text())
                .hold(
                        "GET /v1/status",
                        new RawClient.Response(
                                403,
                                java.util.Map.of("content-type", ProblemDetails.CONTENT_TYPE, "sluice-protocol", "1"),
                                text.substring(0, text.length() - 4).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldCarryNothingOutForOthers() throws Exception {
        String body = "{\"changes\": [{\"do\": \"create-target\"}]}";
        Path file = Files.writeString(directory.resolve("body"), body + " ".repeat(200_000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String text = ask(
                nobody("--clear-groups"),
                "-H",
                "Content-Type: application/json",
                "-d",
                "@" + file,
                "http://localhost/v1/changes");
        assertTrue(text.endsWith(" 403"), text);
        try (ApiClient root = ApiClient.unix(server.socket())) {
            assertEquals(0, root.status().targets());
        }
    }

    @Test
    void shouldAnswerWhoIsInTheGroup() throws Exception {
        String further = ask(nobody("--groups=daemon"), "http://localhost/v1/status");
        assertTrue(further.endsWith(" 200"), further);
        String own = ask(
                List.of("setpriv", "--reuid=nobody", "--regid=daemon", "--clear-groups"), "http://localhost/v1/status");
        assertTrue(own.endsWith(" 200"), own);
    }

    @Test
    void shouldAdmitRootTheOwnerAndTheGroup() {
        SocketOwner owner = new SocketOwner(500, 600);
        assertTrue(owner.admits(new PeerIdentity(0, 0, new int[0])));
        assertTrue(owner.admits(new PeerIdentity(500, 1, new int[0])));
        assertTrue(owner.admits(new PeerIdentity(501, 600, new int[0])));
        assertTrue(owner.admits(new PeerIdentity(501, 1, new int[] {2, 600})));
        assertFalse(owner.admits(new PeerIdentity(501, 500, new int[] {0})));
        SocketOwner alone = new SocketOwner(500, SocketOwner.NOBODY);
        assertFalse(alone.admits(new PeerIdentity(501, SocketOwner.NOBODY, new int[] {SocketOwner.NOBODY})));
    }
}
