package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Identity;
import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many requests over one connection, many connections at once, and connections that end. */
@Timeout(60)
class ConversationTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** So many that their text does not fit into the buffers of a socket. */
    private static final int MANY = 20_000;

    @TempDir
    private Path directory;

    private final FakeAdministration administration = new FakeAdministration();
    private ApiServer server;

    private void start(Duration idle) throws IOException {
        server = ApiServer.start(
                new ApiSettings(directory.resolve("sock"), null),
                administration,
                new ApiServer.Terms(idle, Duration.ofSeconds(10), ApiServer.GROUP));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient connect() throws IOException {
        return RawClient.connect(server.socket());
    }

    private void serveMany() {
        administration.configuration = Configuration.EMPTY.withBackstores(IntStream.range(0, MANY)
                .mapToObj(i -> Backstore.of(BackstoreType.RAMDISK, "disk" + (MANY + i), null, 1L << 20)
                        .withIdentity(Identity.ofSerial("serial" + i)))
                .toList());
    }

    private static int conditional(RawClient client, String tags) throws IOException {
        return client.ask("GET", "/v1/configuration", null, "If-None-Match: " + tags + "\r\n")
                .status();
    }

    @Test
    void shouldNotSendAConfigurationThatTheClientHas() throws IOException {
        start(Duration.ofSeconds(60));
        try (RawClient client = connect()) {
            RawClient.Response first = client.ask("GET", "/v1/configuration", null);
            String tag = first.header("etag");
            assertEquals(304, conditional(client, tag));
            assertEquals(304, conditional(client, "\"other\", W/" + tag));
            assertEquals(304, conditional(client, "*"));
            assertEquals(200, conditional(client, "\"other\""));
            client.ask("POST", "/v1/changes", "{\"changes\": [{\"do\": \"create-target\"}]}");
            assertEquals(200, conditional(client, tag));
        }
    }

    @Test
    void shouldSendTheConfigurationAnewWhenTheDaemonWasStartedAnew() throws IOException {
        start(Duration.ofSeconds(60));
        try (ApiClient client = ApiClient.unix(server.socket())) {
            assertEquals(List.of(), client.configuration().configuration().backstores());
            server.close();
            FakeAdministration other = new FakeAdministration();
            other.configuration = Configuration.EMPTY.withBackstores(List.of(
                    Backstore.of(BackstoreType.RAMDISK, "a", null, 1L << 20).withIdentity(Identity.ofSerial("1"))));
            server = ApiServer.start(new ApiSettings(directory.resolve("sock"), null), other);
            assertEquals(other.configuration, client.configuration().configuration());
            assertEquals(0, client.configuration().number());
        }
    }

    @Test
    void shouldAnswerInOrderWhenRequestsComeTogether() throws IOException {
        start(Duration.ofSeconds(60));
        try (RawClient client = connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                all.append("GET /v1/versions/").append(i).append("x HTTP/1.1\r\n\r\n");
            }
            client.send(all.toString());
            for (int i = 0; i < 100; i++) {
                String text = client.receive().text();
                assertTrue(text.contains("'" + i + "x'"), text);
            }
        }
    }

    @Test
    void shouldCloseAConnectionOnWhichNothingComes() throws IOException {
        start(SHORT);
        try (RawClient client = connect()) {
            assertTrue(client.isClosedByServer());
        }
        try (RawClient client = connect()) {
            client.send("GET /v1/status HTTP/1.1\r\nHost");
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void shouldConnectAgainWhenTheServerHasClosedTheConnection() throws IOException {
        start(SHORT);
        try (ApiClient client = ApiClient.unix(server.socket());
                RawClient later = connect()) {
            client.status();
            later.ask("GET", "/v1/status", null);
            assertTrue(later.isClosedByServer(), "what was used last is closed last");
            assertEquals("1.2.3", client.status().program());
        }
    }

    @Test
    void shouldServeOthersWhenAClientDoesNotReadItsAnswer() throws IOException {
        serveMany();
        start(SHORT);
        try (RawClient deaf = connect();
                RawClient other = connect()) {
            deaf.send("GET /v1/configuration HTTP/1.1\r\n\r\n".repeat(64));
            byte[] whole = other.ask("GET", "/v1/configuration", null).body();
            assertTrue(whole.length > 1 << 20, "too little to fill the buffers of a socket: " + whole.length);
            assertEquals(200, other.ask("GET", "/v1/status", null).status());
            assertThrows(IOException.class, () -> sendUntilClosed(deaf), "the connection is closed in time");
        }
    }

    /** The server reads nothing of it, so that it waits when the buffers of the socket are full. */
    private static void sendUntilClosed(RawClient client) throws IOException {
        while (true) {
            client.send(" ");
        }
    }

    @Test
    void shouldSendAllOfALargeAnswerWhenTheClientReadsSlowly() throws IOException {
        serveMany();
        start(SHORT);
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
                RawClient other = connect()) {
            byte[] whole = other.ask("GET", "/v1/configuration", null).body();
            client.write(ByteBuffer.wrap(
                    "GET /v1/configuration HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer all = ByteBuffer.allocate(whole.length + 4096);
            int most = 1000;
            do {
                all.limit(Math.min(all.capacity(), all.position() + most));
            } while (client.read(all) >= 0);
            byte[] end = new byte[whole.length];
            all.get(all.position() - whole.length, end);
            assertArrayEquals(whole, end);
        }
    }

    @Test
    void shouldServeManyClientsAtOnce() throws Exception {
        start(Duration.ofSeconds(60));
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            clients.add(CompletableFuture.runAsync(() -> {
                try (ApiClient client = ApiClient.unix(server.socket())) {
                    for (int times = 0; times < 20; times++) {
                        client.status();
                        client.configuration();
                    }
                }
            }));
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void shouldHaveABoundOfConnections() throws IOException {
        start(Duration.ofSeconds(60));
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 128; i++) {
                RawClient client = connect();
                clients.add(client);
                assertEquals(200, client.ask("GET", "/v1/status", null).status());
            }
            try (RawClient tooMany = connect()) {
                assertTrue(tooMany.isClosedByServer());
            }
            assertEquals(200, clients.getFirst().ask("GET", "/v1/status", null).status());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void shouldAnswerWhenManyConnectAndAskNothing() throws IOException {
        start(Duration.ofSeconds(60));
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(connect());
            }
            try (RawClient client = connect()) {
                assertEquals(200, client.ask("GET", "/v1/status", null).status());
            }
            assertTrue(silent.getFirst().isClosedByServer());
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    /** Answers the first request of each connection, and closes it at the next, as a server may at any time. */
    private List<String> serveOneRequestPerConnection(ServerSocketChannel listening, int connections)
            throws IOException {
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            try (SocketChannel channel = listening.accept()) {
                heads.add(head(channel));
                byte[] body = ApiJson.write(administration.status());
                channel.write(ByteBuffer.wrap(
                        ("HTTP/1.1 200 OK\r\nsluice-protocol: 1\r\nContent-Length: " + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII)));
                channel.write(ByteBuffer.wrap(body));
                heads.add(head(channel));
            }
        }
        return heads;
    }

    private static String head(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        return channel.read(bytes) < 0 ? "" : new String(bytes.array(), StandardCharsets.US_ASCII).split(" HTTP")[0];
    }

    @Test
    void shouldSayHowLongItHasWaitedWhenADaemonIsSilent() throws Exception {
        Path socket = directory.resolve("sock");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            try (ApiClient client = ApiClient.unix(socket, 50)) {
                String question =
                        assertThrows(ApiUnreachable.class, client::status).getMessage();
                assertTrue(question.contains("has not answered for"), question);
                assertFalse(question.contains("the change"), question);
                String change = assertThrows(ApiUnreachable.class, client::save).getMessage();
                assertTrue(change.contains("the change may have been carried out"), change);
            }
        }
    }

    @Test
    void shouldTakeAnAnswerThatHasMoreThanThisProgramKnows() {
        String newer = "{\"revision\": 3, \"differences\": [], \"saved\": true, \"warnings\": [], \"colour\": \"red\"}";
        String older = "{\"revision\": 3, \"differences\": [], \"saved\": true}";
        for (String text : List.of(newer, older)) {
            ChangeAnswer answer = ApiJson.answer(text.getBytes(StandardCharsets.UTF_8), ChangeAnswer.class);
            assertEquals(3, answer.revision());
            assertEquals(List.of(), answer.warnings());
        }
        String message = assertThrows(
                        ApiUnreachable.class,
                        () -> ApiJson.answer(
                                "{\"differences\": [{\"kind\": \"MELTED\"}]}".getBytes(StandardCharsets.UTF_8),
                                ChangeAnswer.class))
                .getMessage();
        assertTrue(message.contains("of another version than this program"), message);
    }

    @Test
    void shouldAskAgainForWhatMayComeTwiceWhenAnOldConnectionEnds() throws Exception {
        Path socket = directory.resolve("sock");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<List<String>> heads = serving(listening, 2);
            try (ApiClient client = ApiClient.unix(socket)) {
                client.status();
                client.status();
            }
            assertEquals(List.of("GET /v1/status", "GET /v1/status", "GET /v1/status", ""), heads.get());
        }
    }

    @Test
    void shouldAskOnceForWhatMayNotComeTwiceWhenAnOldConnectionEnds() throws Exception {
        Path socket = directory.resolve("sock");
        RestoreRequest request = new RestoreRequest(null, null, false, false);
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<List<String>> heads = serving(listening, 2);
            try (ApiClient client = ApiClient.unix(socket)) {
                client.status();
                assertThrows(ApiUnreachable.class, () -> client.restore(request), "what came is no answer to that");
            }
            assertEquals(List.of("GET /v1/status", "", "POST /v1/restore", ""), heads.get());
        }
    }

    private CompletableFuture<List<String>> serving(ServerSocketChannel listening, int connections) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return serveOneRequestPerConnection(listening, connections);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void shouldSayThatTheDaemonDoesNotLetOneIn() throws Exception {
        Path socket = directory.resolve("sock");
        byte[] body = ApiJson.write(ProblemDetails.of(new Refusal(Refusal.Reason.NOT_ALLOWED, "this is for root")));
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
                try (SocketChannel channel = listening.accept()) {
                    head(channel);
                    channel.write(ByteBuffer.wrap(("HTTP/1.1 403 Forbidden\r\nsluice-protocol: 1\r\nContent-Length: "
                                    + body.length + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
                    channel.write(ByteBuffer.wrap(body));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (ApiClient client = ApiClient.unix(socket)) {
                ApiUnreachable refused = assertThrows(ApiUnreachable.class, client::status);
                assertEquals("the daemon does not let you in: this is for root", refused.getMessage());
            }
            answering.join();
        }
    }

    @Test
    void shouldAnswerWhatIsBeingAskedWhenItEnds() throws Exception {
        start(Duration.ofSeconds(60));
        try (RawClient client = connect()) {
            client.ask("GET", "/v1/status", null);
            server.close();
            assertTrue(client.isClosedByServer());
        }
        assertNotEquals(
                null,
                assertThrows(ApiUnreachable.class, () -> {
                            try (ApiClient client = ApiClient.unix(server.socket())) {
                                client.status();
                            }
                        })
                        .getMessage());
    }
}
