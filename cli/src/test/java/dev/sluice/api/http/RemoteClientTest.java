package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages of the client about a remote daemon that is not the one that was meant. */
@Timeout(60)
class RemoteClientTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private static Path files;

    private static TestCertificates made;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        made = TestCertificates.in(files)
                .authority("ca")
                .authority("stranger")
                .signed("daemon", "ca", "ip:127.0.0.1,dns:localhost")
                .signed("elsewhere", "ca", "dns:storage1.example,dns:storage2.example")
                .signed("old", "ca", "ip:127.0.0.1", "-startdate", "-3d", "-validity", "1")
                .selfSigned("alone", "EC", "ip:127.0.0.1");
    }

    private Path token(String text) throws IOException {
        return TestCertificates.in(directory).secret("token-" + text.length() + text.charAt(0), text);
    }

    private ApiServer serve(String alias) throws Exception {
        ApiSettings.Remote remote = new ApiSettings.Remote(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                token(TOKEN),
                made.chain(alias),
                made.key(alias));
        return ApiServer.start(new ApiSettings(directory.resolve("sock"), remote), new FakeAdministration());
    }

    private void ask(String host, int port, String token, Path ca) throws IOException {
        URI daemon = URI.create("https://" + host + ":" + port);
        try (ApiClient client = ApiClient.tls(daemon, token(token), ca)) {
            assertEquals(1, client.status().protocol());
        }
    }

    private String refusal(String alias, String host, String token, Path ca) throws Exception {
        try (ApiServer server = serve(alias)) {
            int port = server.remote().getPort();
            String message = assertThrows(ApiUnreachable.class, () -> ask(host, port, token, ca))
                    .getMessage();
            assertFalse(message.contains(token), message);
            return message;
        }
    }

    @Test
    void shouldTrustWhenTheAuthorityOrTheCertificateItselfIsGiven() throws Exception {
        try (ApiServer server = serve("daemon")) {
            ask("127.0.0.1", server.remote().getPort(), TOKEN, made.chain("ca"));
            ask("localhost", server.remote().getPort(), TOKEN, made.chain("ca"));
        }
        try (ApiServer server = serve("alone")) {
            ask("127.0.0.1", server.remote().getPort(), TOKEN, made.chain("alone"));
        }
    }

    @Test
    void shouldRefuseWhenSomebodyElseSignedTheCertificate() throws Exception {
        String message = refusal("daemon", "127.0.0.1", TOKEN, made.chain("stranger"));
        assertTrue(message.contains("does not prove to be the daemon"), message);
        assertTrue(message.contains("is not signed by " + made.chain("stranger")), message);
    }

    @Test
    void shouldRefuseWhenThisMachineTrustsNoneThatSigned() throws Exception {
        String message = refusal("alone", "127.0.0.1", TOKEN, null);
        assertTrue(message.contains("--ca FILE"), message);
    }

    @Test
    void shouldRefuseWhenTheCertificateIsForAnotherHost() throws Exception {
        String message = refusal("elsewhere", "127.0.0.1", TOKEN, made.chain("ca"));
        assertTrue(
                message.contains("is for storage1.example, storage2.example and not for 127.0.0.1: write a name"),
                message);
        assertTrue(refusal("alone", "localhost", TOKEN, made.chain("alone")).contains("is for 127.0.0.1 and not"));
    }

    @Test
    void shouldRefuseWhenTheCertificateHasExpired() throws Exception {
        String message = refusal("old", "127.0.0.1", TOKEN, made.chain("ca"));
        assertTrue(message.contains("is not valid now"), message);
        assertTrue(message.contains("renew it"), message);
    }

    @Test
    void shouldSayWhichFileCountsWhenTheTokenIsWrong() throws Exception {
        String message = refusal("daemon", "127.0.0.1", TOKEN.replace('0', 'x'), made.chain("ca"));
        assertTrue(message.contains("--token-file has to name what its --api-token-file has"), message);
    }

    @Test
    void shouldSayWhatToDoWhenNobodyListens() throws Exception {
        int port = ServedDaemon.freePort();
        String message = assertThrows(ApiUnreachable.class, () -> ask("127.0.0.1", port, TOKEN, made.chain("ca")))
                .getMessage();
        assertTrue(message.contains("no daemon answers at https://127.0.0.1:" + port), message);
        assertTrue(message.contains("--api-listen"), message);
    }

    @Test
    void shouldSayThatThereIsNoTlsWhenSomethingElseAnswers() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofPlatform().start(() -> answerInPlainWords(other));
            String message = assertThrows(
                            ApiUnreachable.class, () -> ask("127.0.0.1", other.getLocalPort(), TOKEN, made.chain("ca")))
                    .getMessage();
            assertTrue(message.contains("TLS"), message);
            answering.join();
        }
    }

    private static void answerInPlainWords(ServerSocket other) {
        try (Socket client = other.accept()) {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the client looks at what came
        }
    }

    @Test
    void shouldRefuseWhenAFileCannotBeUsed() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no PEM");
        assertTrue(assertThrows(IOException.class, () -> ask("127.0.0.1", 1, TOKEN, text))
                .getMessage()
                .contains(text.toString()));
        assertTrue(assertThrows(IOException.class, () -> ask("127.0.0.1", 1, "short", null))
                .getMessage()
                .contains("fewer than 32"));
    }
}
