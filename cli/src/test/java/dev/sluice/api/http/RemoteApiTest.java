package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Duties of the API over the network that it does not have on a Unix socket. */
@Timeout(60)
class RemoteApiTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** TLS 1.1 (RFC 4346 7.4.1.2): a record with a ClientHello, and nothing that a newer version would say. */
    private static final byte[] HELLO_OF_TLS_1_1 = {
        22,
        3,
        1,
        0,
        45,
        1,
        0,
        0,
        41,
        3,
        2,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        21,
        22,
        23,
        24,
        25,
        26,
        27,
        28,
        29,
        30,
        31,
        32,
        0,
        0,
        2,
        (byte) 0xc0,
        0x13,
        1,
        0
    };

    private static final int ALERT = 21;
    private static final int FATAL = 2;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    private static Path files;

    private static TestCertificates certificates;
    private static Path chain;
    private static Path key;

    @TempDir
    private Path directory;

    private Path tokenFile;
    private ApiServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(files).authority("ca").signed("daemon", "ca", "ip:127.0.0.1");
        chain = certificates.chain("daemon");
        key = certificates.key("daemon");
    }

    @BeforeEach
    void start() throws Exception {
        tokenFile = TestCertificates.in(directory).secret("token", TOKEN + "\n");
        server = start(LONG);
    }

    private ApiServer start(Duration patience) throws IOException {
        ApiSettings.Remote remote = new ApiSettings.Remote(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tokenFile, chain, key);
        return ApiServer.start(
                new ApiSettings(directory.resolve("sock" + patience.toMillis()), remote),
                new FakeAdministration(),
                patience);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static RawClient plain(ApiServer server) throws IOException {
        return RawClient.over(
                new Socket(server.remote().getAddress(), server.remote().getPort()));
    }

    private static RawClient tls(ApiServer server) throws Exception {
        SSLSocket socket = (SSLSocket) ServerCertificateCheck.sockets("127.0.0.1", certificates.chain("ca"))
                .createSocket("127.0.0.1", server.remote().getPort());
        socket.startHandshake();
        return RawClient.over(socket);
    }

    private static RawClient.Response status(RawClient client, String headers) throws IOException {
        return client.ask("GET", "/v1/status", null, headers);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @Test
    void shouldAnswerWhenTheTokenIsShown() throws Exception {
        try (RawClient client = tls(server)) {
            assertEquals(200, status(client, bearer(TOKEN)).status());
            assertEquals(
                    200,
                    status(client, "authorization: bearer " + TOKEN + "\r\n").status());
        }
        URI address = URI.create("https://127.0.0.1:" + server.remote().getPort());
        try (ApiClient client = ApiClient.tls(address, tokenFile, certificates.chain("ca"))) {
            assertEquals(1, client.status().protocol());
            assertEquals(client.configuration(), client.configuration());
        }
    }

    @Test
    void shouldAskForTheTokenWhenNoneIsShown() throws Exception {
        for (String headers : new String[] {"", "Authorization: Basic YTpi\r\n"}) {
            try (RawClient client = tls(server)) {
                RawClient.Response response = status(client, headers);
                assertEquals(401, response.status());
                assertTrue(response.header("www-authenticate").startsWith("Bearer realm=\"sluice\""));
                assertEquals("application/problem+json", response.header("content-type"));
                assertTrue(response.text().contains("\"reason\":\"not-allowed\""), response.text());
                new Contract(OpenApiDescription.text()).hold("GET /v1/status", response);
                assertTrue(client.isClosedByServer());
            }
        }
    }

    @Test
    void shouldRefuseWhenAnotherTokenIsShown() throws Exception {
        String almost = TOKEN.substring(1);
        for (String wrong : new String[] {"x", almost, almost + "0", TOKEN + "0", ""}) {
            try (RawClient client = tls(server)) {
                RawClient.Response response = status(client, bearer(wrong));
                assertEquals(401, response.status(), wrong);
                assertEquals("Bearer realm=\"sluice\", error=\"invalid_token\"", response.header("www-authenticate"));
                assertFalse(response.text().contains(TOKEN));
            }
        }
    }

    @Test
    void shouldKeepNothingOfABodyWhenTheTokenIsWrong() throws Exception {
        try (RawClient client = tls(server)) {
            client.send("PUT /v1/configuration HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 50000000\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(401, client.receive().status());
        }
    }

    @Test
    void shouldAnswerWhenABodyFillsManyRecords() throws Exception {
        String body = "{" + " ".repeat(3 << 20) + "}";
        try (RawClient client = tls(server)) {
            String headers = bearer(TOKEN) + "Content-Type: application/json\r\n";
            assertEquals(
                    200, client.ask("PUT", "/v1/configuration", body, headers).status());
            assertEquals(200, status(client, bearer(TOKEN)).status());
        }
    }

    @Test
    void shouldAnswerEachWhenRequestsComeInOneRecord() throws Exception {
        byte[] one = RawClient.request("GET", "/v1/status", null, bearer(TOKEN));
        try (RawClient client = tls(server)) {
            client.send(new String(one, StandardCharsets.US_ASCII).repeat(3));
            for (int i = 0; i < 3; i++) {
                assertEquals(200, client.receive().status());
            }
        }
    }

    @Test
    void shouldSayWhichAddressIsTakenWhenSomebodyListensThere() {
        ApiSettings.Remote taken = new ApiSettings.Remote(server.remote(), tokenFile, chain, key);
        ApiSettings settings = new ApiSettings(directory.resolve("other"), taken);
        String message = assertThrows(IOException.class, () -> ApiServer.start(settings, new FakeAdministration()))
                .getMessage();
        assertTrue(message.contains("127.0.0.1:" + server.remote().getPort() + ": "), message);
        assertFalse(Files.exists(settings.socket()));
    }

    @Test
    void shouldAskForTheTokenEachTimeWhenAConnectionStays() throws Exception {
        try (RawClient client = tls(server)) {
            assertEquals(200, status(client, bearer(TOKEN)).status());
            assertEquals(401, status(client, "").status());
        }
    }

    @Test
    void shouldHurtNobodyElseWhenSomebodySpeaksPlainHttp() throws Exception {
        try (RawClient other = tls(server);
                RawClient stranger = plain(server)) {
            assertEquals(200, status(other, bearer(TOKEN)).status());
            stranger.send(RawClient.request("GET", "/v1/status", null, bearer(TOKEN)));
            assertTrue(stranger.isClosedByServer());
            assertEquals(200, status(other, bearer(TOKEN)).status());
        }
    }

    @Test
    void shouldRefuseWhenAClientKnowsOldVersionsOfTlsOnly() throws Exception {
        try (Socket client =
                new Socket(server.remote().getAddress(), server.remote().getPort())) {
            client.getOutputStream().write(HELLO_OF_TLS_1_1);
            byte[] answer = client.getInputStream().readNBytes(7);
            assertEquals(ALERT, answer[0]);
            assertArrayEquals(new byte[] {FATAL, PROTOCOL_VERSION}, new byte[] {answer[5], answer[6]});
        }
    }

    @Test
    void shouldTakeTls12AndTls13() throws Exception {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (SSLSocket socket = (SSLSocket) ServerCertificateCheck.sockets("127.0.0.1", certificates.chain("ca"))
                    .createSocket("127.0.0.1", server.remote().getPort())) {
                socket.setEnabledProtocols(new String[] {version});
                socket.startHandshake();
                assertEquals(version, socket.getSession().getProtocol());
                assertEquals(200, status(RawClient.over(socket), bearer(TOKEN)).status());
            }
        }
    }

    @Test
    void shouldCloseWhenAClientNeverSpeaksTls() throws Exception {
        try (ApiServer hasty = start(SHORT);
                RawClient silent = plain(hasty);
                RawClient slow = plain(hasty)) {
            slow.send(new byte[] {HELLO_OF_TLS_1_1[0], HELLO_OF_TLS_1_1[1]});
            assertTrue(silent.isClosedByServer());
            assertTrue(slow.isClosedByServer());
        }
    }

    @Test
    void shouldCloseWhenAClientNeverShowsTheToken() throws Exception {
        try (ApiServer hasty = start(SHORT);
                RawClient silent = tls(hasty)) {
            silent.send("GET /v1/status HTTP/1.1\r\nHost: ");
            assertTrue(silent.isClosedByServer());
        }
    }

    @Test
    void shouldNotCloseWhenAClientHasShownTheToken() throws Exception {
        try (ApiServer hasty = start(SHORT);
                RawClient client = tls(hasty);
                RawClient silent = tls(hasty)) {
            assertEquals(200, status(client, bearer(TOKEN)).status());
            assertTrue(silent.isClosedByServer());
            assertEquals(200, status(client, bearer(TOKEN)).status());
        }
    }

    @Test
    void shouldLeaveTheUnixSocketAloneWhenTheNetworkHasTooManyConnections() throws Exception {
        Deque<RawClient> many = new ArrayDeque<>();
        try {
            for (int i = 0; i < TlsApiListener.MAX_CONNECTIONS; i++) {
                many.add(plain(server));
            }
            try (RawClient local = RawClient.connect(server.socket())) {
                assertEquals(200, status(local, "").status());
            }
        } finally {
            for (RawClient client : many) {
                client.close();
            }
        }
    }

    @Test
    void shouldLetInWhoHasTheTokenWhenOthersAreSilent() throws Exception {
        Deque<RawClient> silent = new ArrayDeque<>();
        try (RawClient before = tls(server)) {
            assertEquals(200, status(before, bearer(TOKEN)).status());
            for (int i = 0; i < 3 * TlsApiListener.MAX_CONNECTIONS; i++) {
                silent.add(plain(server));
                if (i % TlsApiListener.MAX_CONNECTIONS == TlsApiListener.MAX_CONNECTIONS - 1) {
                    try (RawClient next = tls(server)) {
                        assertEquals(200, status(next, bearer(TOKEN)).status());
                    }
                }
            }
            assertTrue(silent.getFirst().isClosedByServer(), "the silent one that came first is there still");
            assertEquals(200, status(before, bearer(TOKEN)).status(), "one that has shown the token was closed");
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void shouldCloseWhoComesWhenAsManyHaveShownTheTokenAsMayBe() throws Exception {
        Deque<RawClient> many = new ArrayDeque<>();
        try {
            for (int i = 0; i < TlsApiListener.MAX_CONNECTIONS; i++) {
                many.add(tls(server));
                assertEquals(200, status(many.getLast(), bearer(TOKEN)).status());
            }
            try (RawClient oneMore = plain(server)) {
                assertTrue(oneMore.isClosedByServer());
            }
            assertEquals(200, status(many.getFirst(), bearer(TOKEN)).status());
        } finally {
            for (RawClient client : many) {
                client.close();
            }
        }
    }

    @Test
    void shouldGoOnWithANewTokenWhenTheFileChanges() throws Exception {
        String next = TOKEN.replace('0', 'f');
        try (RawClient client = tls(server)) {
            assertEquals(200, status(client, bearer(TOKEN)).status());
            Files.writeString(tokenFile, next + "\n# the new one\n");
            assertEquals(200, status(client, bearer(next)).status());
            assertEquals(401, status(client, bearer(TOKEN)).status());
        }
    }

    @Test
    void shouldGoOnWithWhatItHasWhenAFileIsSpoilt() throws Exception {
        try (RawClient client = tls(server)) {
            Files.writeString(tokenFile, "short\n");
            assertEquals(200, status(client, bearer(TOKEN)).status());
            Files.delete(tokenFile);
            assertEquals(200, status(client, bearer(TOKEN)).status());
        }
    }
}
