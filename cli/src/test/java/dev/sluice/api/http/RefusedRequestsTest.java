package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that cannot be answered are refused as problems of RFC 9457. */
@Timeout(60)
class RefusedRequestsTest {
    private static final int MOST = 64 << 20;

    @TempDir
    private Path directory;

    private ApiServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = ApiServer.start(new ApiSettings(directory.resolve("sock"), null), new FakeAdministration());
        client = RawClient.connect(server.socket());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static JsonNode problem(int status, RawClient.Response response) throws IOException {
        assertEquals(status, response.status(), response.text());
        assertEquals("application/problem+json", response.header("content-type"));
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertEquals(status, problem.get("status").asInt());
        assertEquals("about:blank", problem.get("type").asText());
        assertTrue(problem.get("detail").asText().length() > 10, response.text());
        return problem;
    }

    /** The connection can still be used. */
    private void goesOn() throws IOException {
        assertEquals(200, client.ask("GET", "/v1/status", null).status());
    }

    @Test
    void shouldSayWhatThereIsWhenThereIsNoSuchPath() throws IOException {
        JsonNode problem = problem(404, client.ask("GET", "/v1/tapes", null));
        assertEquals("not-found", problem.get("reason").asText());
        assertTrue(problem.get("detail").asText().contains("/v1/openapi.json"));
        problem(404, client.ask("GET", "/v1/status/", null));
        problem(404, client.ask("GET", "/v2/status", null));
        goesOn();
    }

    @Test
    void shouldNameTheMethodsOfAPathWhenAnotherIsUsed() throws IOException {
        RawClient.Response response = client.ask("DELETE", "/v1/configuration", null);
        problem(405, response);
        assertEquals("GET, PUT", response.header("allow"));
        assertEquals("DELETE", client.ask("GET", "/v1/sessions/1", null).header("allow"));
        goesOn();
    }

    @Test
    void shouldRefuseABodyThatIsNotSaidToBeJson() throws IOException {
        problem(415, client.ask("POST", "/v1/changes", "{}", ""));
        problem(415, client.ask("POST", "/v1/changes", "{}", "Content-Type: text/plain\r\n"));
        problem(415, client.ask("POST", "/v1/changes", "{}", "Content-Type: application/json-lines\r\n"));
        String type = "Content-Type: Application/JSON; charset=utf-8\r\n";
        assertEquals(
                200,
                client.ask("POST", "/v1/changes", "{\"changes\": []}", type).status());
        goesOn();
    }

    @Test
    void shouldTellLineAndColumnWhenABodyIsNotJson() throws IOException {
        String body = "{\n  \"force\": true,\n  \"changes\": [}\n}";
        JsonNode problem = problem(400, client.ask("POST", "/v1/changes", body));
        JsonNode place = problem.get("problems").get(0);
        assertEquals(3, place.get("line").asInt());
        assertEquals(15, place.get("column").asInt(), 1);
        assertEquals("not-understood", problem.get("reason").asText());
        goesOn();
    }

    @Test
    void shouldTellTheMemberWhenABodyIsNotWhatIsExpected() throws IOException {
        String body = "{\"changes\": [{\"do\": \"delete\", \"node\": \"/backstores/tape/x\"}]}";
        JsonNode place = problem(400, client.ask("POST", "/v1/changes", body))
                .get("problems")
                .get(0);
        assertEquals("/changes/0/node", place.get("pointer").asText());
        assertTrue(place.get("message").asText().contains("tape"), place.toString());
        problem(400, client.ask("POST", "/v1/changes", "{\"changes\": [], \"changes\": []}"));
        problem(400, client.ask("POST", "/v1/changes", "{\"changes\": []} {}"));
        problem(400, client.ask("POST", "/v1/changes", "null"));
        problem(400, client.ask("POST", "/v1/changes", ""));
        problem(400, client.ask("POST", "/v1/changes", "[".repeat(100_000)));
        goesOn();
    }

    private String message(String change) throws IOException {
        return problem(400, client.ask("POST", "/v1/changes", "{\"changes\": [" + change + "]}"))
                .at("/problems/0/message")
                .asText();
    }

    @Test
    void shouldSayWhatIsWrongWithAChange() throws IOException {
        String comma = message("{\"do\": \"clear\" \"confirm\": true}");
        assertTrue(comma.startsWith("this is not JSON"), comma);
        String member = message("{\"do\": \"create-target\", \"nmae\": \"x\"}");
        assertEquals("there is no such member here, but alias, name, portal", member);
        String change = message("{\"do\": \"make-target\"}");
        assertTrue(change.startsWith("there is no such change, but create-backstore, create-target"), change);
        assertTrue(message("{}").startsWith("there is no such change"), "do is missing");
        String kind = message("{\"do\": \"clear\", \"confirm\": 1}");
        assertTrue(kind.startsWith("this is not of the kind"), kind);
        message("{\"do\": \"enable\", \"group\": \"/iscsi/iqn.2026-11.com.example:a/tpg1\"}");
        String secret =
                "{\"do\": \"set\", \"node\": \"/iscsi\", \"values\": {\"password\": \"hush\" \"userid\": \"u\"}}";
        assertEquals(-1, client.ask("POST", "/v1/changes", secret).text().indexOf("hush"));
    }

    @Test
    void shouldRefuseParametersThatARouteDoesNotHave() throws IOException {
        JsonNode problem = problem(400, client.ask("PUT", "/v1/configuration?dryrun=true", "{\"version\": 1}"));
        assertTrue(problem.get("detail").asText().contains("dry-run, force"), problem.toString());
        problem(400, client.ask("PUT", "/v1/configuration?dry-run=maybe", "{\"version\": 1}"));
        problem(400, client.ask("GET", "/v1/why", null));
        goesOn();
    }

    @Test
    void shouldRefuseWhatIsTooLargeBeforeItComes() throws IOException {
        client.send("POST /v1/changes HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + (MOST + 1)
                + "\r\n\r\n");
        JsonNode problem = problem(413, client.receive());
        assertEquals("too-large", problem.get("reason").asText());
        assertTrue(problem.get("detail").asText().contains("64 MiB"), problem.toString());
        assertTrue(client.isClosedByServer());
    }

    @Test
    void shouldRefuseWhatIsTooLargeWhenTheClientAsksFirst() throws IOException {
        client.send("POST /v1/changes HTTP/1.1\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                + "Content-Length: " + (MOST + 1) + "\r\n\r\n");
        problem(413, client.receive());
    }

    @Test
    void shouldAskForTheBodyWhenTheClientAsksFirst() throws IOException {
        String body = "{\"changes\": []}";
        client.send("POST /v1/changes HTTP/1.1\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n");
        assertEquals(100, client.receive().status());
        client.send(body);
        assertEquals(200, client.receive().status());
    }

    @Test
    void shouldRefuseWhatIsTooLargeWhenItsLengthIsNotSaid() throws IOException {
        client.send(
                "POST /v1/changes HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = new byte[1 << 20];
        java.util.Arrays.fill(chunk, (byte) ' ');
        try {
            for (int sent = 0; sent <= MOST; sent += chunk.length) {
                client.send(Integer.toHexString(chunk.length) + "\r\n");
                client.send(chunk);
                client.send("\r\n");
            }
        } catch (IOException e) {
            // the server has closed the connection already; its answer is there
        }
        problem(413, client.receive());
    }

    @Test
    void shouldRefuseWhatIsNotHttp() throws IOException {
        client.send("Good evening\r\n\r\n");
        problem(400, client.receive());
        assertTrue(client.isClosedByServer());
        try (RawClient other = RawClient.connect(server.socket())) {
            other.send("GET /v1/why?about=" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n");
            problem(400, other.receive());
        }
    }

    @Test
    void shouldSendNoBodyWhenOnlyTheHeadIsAskedFor() throws IOException {
        client.send(RawClient.request("HEAD", "/v1/status", null, ""));
        client.send(RawClient.request("GET", "/v1/versions/last", null, "Connection: close\r\n"));
        RawClient.Response head = client.receiveHead();
        assertEquals(405, head.status());
        problem(404, client.receive());
        assertTrue(client.isClosedByServer());
    }

    @Test
    void shouldSayThatItIsTheDaemonsFaultWhenItIs() throws IOException {
        FakeAdministration broken = new FakeAdministration();
        broken.configuration = null;
        try (ApiServer faulty = ApiServer.start(new ApiSettings(directory.resolve("other"), null), broken);
                RawClient other = RawClient.connect(faulty.socket())) {
            JsonNode problem = problem(500, other.ask("GET", "/v1/status", null));
            assertEquals("failed", problem.get("reason").asText());
            assertEquals(200, other.ask("GET", "/v1/openapi.json", null).status());
        }
    }
}
