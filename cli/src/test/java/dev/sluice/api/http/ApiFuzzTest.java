package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Node;
import dev.sluice.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random requests: the daemon goes on, serves what it served, and finds no fault of its own. */
@Timeout(120)
class ApiFuzzTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final String GROUP = "/iscsi/" + TARGET + "/tpg1";
    private static final int ROUNDS = 400;
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "99999999999999999999",
            "\"\"",
            "\"/\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"" + "y".repeat(5000) + "\"",
            "[]",
            "[null]",
            "{}",
            "{\"a\": null}");
    private static final List<String> CHANGES = List.of(
            "{\"do\": \"create-backstore\", \"backstore\": {\"type\": \"ramdisk\", \"name\": \"b\", \"size\": 1048576,"
                    + " \"blockSize\": 512, \"writeCache\": true, \"readOnly\": false, \"thin\": false,"
                    + " \"removable\": false, \"cd\": false, \"protection\": 1,"
                    + " \"identity\": {\"serial\": \"1\", \"naa\": \"3000000000000001\", \"vendor\": \"V\","
                    + " \"product\": \"P\", \"revision\": \"R\", \"t10\": \"V       1\"}}}",
            "{\"do\": \"create-target\", \"name\": \"iqn.2026-11.com.example:disk2\", \"alias\": \"two\"}",
            "{\"do\": \"create-portal-group\", \"target\": \"" + TARGET + "\", \"tag\": 2}",
            "{\"do\": \"create-portal\", \"group\": \"" + GROUP + "\", \"address\": \"127.0.0.1\", \"port\": 3999}",
            "{\"do\": \"create-lun\", \"group\": \"" + GROUP
                    + "\", \"backstore\": \"ramdisk/a\", \"lun\": 4, \"mapped\": true}",
            "{\"do\": \"create-acl\", \"group\": \"" + GROUP
                    + "\", \"initiator\": \"iqn.2026-11.com.example:you\", \"mapped\": true}",
            "{\"do\": \"create-mapped-lun\", \"acl\": \"" + GROUP
                    + "/acls/iqn.2026-11.com.example:me\", \"lun\": 7, \"groupLun\": 0, \"writeProtect\": true}",
            "{\"do\": \"delete\", \"node\": \"" + GROUP + "/luns/lun0\", \"force\": true}",
            "{\"do\": \"set\", \"node\": \"" + GROUP
                    + "\", \"group\": \"attribute\", \"values\": {\"authentication\": \"1\"}}",
            "{\"do\": \"enable\", \"group\": \"" + GROUP + "\", \"enabled\": false}",
            "{\"do\": \"resize\", \"backstore\": \"/backstores/ramdisk/a\", \"size\": 2097152, \"force\": true}",
            "{\"do\": \"clear\", \"confirm\": true}");

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path directory;

    private ServedDaemon served;
    private byte[] before;

    @BeforeEach
    void start() throws IOException {
        served = ServedDaemon.start(directory);
        int port = ServedDaemon.freePort();
        try (RawClient client = served.connect()) {
            String body =
                    "{\"changes\": [{\"do\": \"create-backstore\", \"backstore\": {\"type\": \"ramdisk\", \"name\": \"a\","
                            + " \"size\": 1048576}}, {\"do\": \"create-target\", \"name\": \"" + TARGET
                            + "\"}, {\"do\": \"create-portal\", \"group\": \"" + GROUP
                            + "\", \"address\": \"127.0.0.1\","
                            + " \"port\": " + port + "}, {\"do\": \"delete\", \"node\": \"" + GROUP
                            + "/portals/0.0.0.0:3260\"},"
                            + " {\"do\": \"create-lun\", \"group\": \"" + GROUP + "\", \"backstore\": \"ramdisk/a\"},"
                            + " {\"do\": \"create-acl\", \"group\": \"" + GROUP
                            + "\", \"initiator\": \"iqn.2026-11.com.example:me\"}]}";
            RawClient.Response response = client.ask("POST", "/v1/changes", body);
            assertEquals(200, response.status(), response.text());
            before = client.ask("GET", "/v1/configuration", null).body();
        }
    }

    @AfterEach
    void stop() throws IOException {
        try (RawClient client = served.connect()) {
            String now = client.ask("GET", "/v1/configuration", null).text();
            assertEquals(new String(before, StandardCharsets.UTF_8), now);
        } finally {
            served.close();
        }
    }

    /** Refused or, since it is for show alone, carried out; but never by a fault. */
    private static void judge(String sent, RawClient.Response response) {
        assertFalse(response.text().contains("a fault of the daemon"), sent);
        assertTrue(response.status() < 500, sent + " got " + response.text());
    }

    private static String dryRun(String change) {
        return "{\"dryRun\": true, \"force\": true, \"changes\": [" + change + "]}";
    }

    @Test
    void shouldShowWhatEachChangeWouldDo() throws IOException {
        try (RawClient client = served.connect()) {
            for (String change : CHANGES) {
                RawClient.Response response = client.ask("POST", "/v1/changes", dryRun(change));
                assertTrue(response.status() == 200 || change.contains("clear"), change + " got " + response.text());
            }
        }
    }

    @Test
    void shouldFindNoFaultWhenAMemberOfAChangeIsMissingOrWrong() throws IOException {
        try (RawClient client = served.connect()) {
            for (String text : CHANGES) {
                for (String sent : spoiled(mapper.readTree(text))) {
                    judge(sent, client.ask("POST", "/v1/changes", dryRun(sent)));
                }
            }
            for (String wrong : WRONG) {
                judge(wrong, client.ask("POST", "/v1/changes", dryRun(wrong)));
                judge(wrong, client.ask("POST", "/v1/changes", wrong));
                judge(wrong, client.ask("POST", "/v1/changes", "{\"dryRun\": true, \"changes\": " + wrong + "}"));
                judge(wrong, client.ask("POST", "/v1/restore", "{\"dryRun\": true, \"node\": " + wrong + "}"));
                judge(wrong, client.ask("POST", "/v1/restore", "{\"dryRun\": true, \"version\": " + wrong + "}"));
                judge(wrong, client.ask("PUT", "/v1/configuration?dry-run=true", wrong));
            }
        }
    }

    /** The text without each of its members, and with each of them replaced. */
    private List<String> spoiled(JsonNode change) throws IOException {
        List<String> all = new ArrayList<>();
        for (ObjectNode owner : objects(change)) {
            List<String> names = new ArrayList<>();
            owner.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = owner.get(name);
                for (String wrong : WRONG) {
                    owner.putRawValue(name, new com.fasterxml.jackson.databind.util.RawValue(wrong));
                    all.add(mapper.writeValueAsString(change));
                }
                owner.remove(name);
                all.add(mapper.writeValueAsString(change));
                owner.set(name, value);
            }
        }
        return all;
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> all = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            all.add(object);
        }
        node.forEach(child -> all.addAll(objects(child)));
        return all;
    }

    @Test
    void shouldFindNoFaultWhenAChangeIsOfAnyNode() throws IOException {
        List<String> nodes =
                new ArrayList<>(List.of("/sessions", "/sessions/4711", "/backstores/null", "/iscsi/x/tpg9"));
        for (Node node = Node.parse(GROUP + "/acls/iqn.2026-11.com.example:me/mapped_lun0");
                !(node instanceof Node.Root);
                node = node.parent()) {
            nodes.add(node.toString());
        }
        nodes.addAll(List.of("/", "/backstores", "/backstores/ramdisk/a", GROUP + "/luns/lun0", GROUP + "/portals"));
        try (RawClient client = served.connect()) {
            for (String node : nodes) {
                for (String change : List.of(
                        "{\"do\": \"delete\", \"node\": \"" + node + "\"}",
                        "{\"do\": \"set\", \"node\": \"" + node
                                + "\", \"group\": \"auth\", \"values\": {\"userid\": \"u\"}}",
                        "{\"do\": \"set\", \"node\": \"" + node + "\", \"group\": \"no\", \"values\": {\"x\": null}}",
                        "{\"do\": \"enable\", \"group\": \"" + node + "\"}")) {
                    judge(change, client.ask("POST", "/v1/changes", dryRun(change)));
                }
                String restore = "{\"dryRun\": true, \"force\": true, \"version\": 1, \"node\": \"" + node + "\"}";
                judge(restore, client.ask("POST", "/v1/restore", restore));
                judge(node, client.ask("GET", "/v1/why?about=" + node, null));
            }
        }
    }

    @Test
    void shouldGoOnWhenRandomBytesCome() throws IOException {
        long seed = Seed.of("ApiFuzzTest");
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4096)];
            random.nextBytes(bytes);
            throwAtServer(bytes, seed);
        }
        goesOn(seed);
    }

    @Test
    void shouldGoOnWhenRequestsAreSpoiled() throws IOException {
        long seed = Seed.of("ApiFuzzTest");
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String body = dryRun(CHANGES.get(random.nextInt(CHANGES.size())));
            byte[] request = RawClient.request(
                    "POST", "/v1/changes", body, "Content-Type: application/json\r\nConnection: close\r\n");
            for (int flips = random.nextInt(8); flips >= 0; flips--) {
                spoil(request, random, request.length - body.length());
            }
            throwAtServer(request, seed);
        }
        goesOn(seed);
    }

    /** The dry run is kept: what is spoiled stands before it or behind it. */
    private static void spoil(byte[] request, Random random, int head) {
        int kept = head + "{\"dryRun\": true".length();
        int where = random.nextInt(request.length);
        if (where < head - 4 || where >= kept) {
            request[where] = random.nextBoolean() ? (byte) random.nextInt() : request[random.nextInt(request.length)];
        }
    }

    /** Sends all in pieces and does not wait for an answer, unless the server has one. */
    private void throwAtServer(byte[] bytes, long seed) throws IOException {
        try (RawClient client = served.connect()) {
            int half = bytes.length / 2;
            client.send(java.util.Arrays.copyOf(bytes, half));
            client.send(java.util.Arrays.copyOfRange(bytes, half, bytes.length));
            client.sendNoMore();
            while (true) {
                RawClient.Response response = client.receive();
                assertFalse(response.text().contains("a fault of the daemon"), "seed " + seed);
            }
        } catch (IOException e) {
            // the server has had enough
        }
    }

    private void goesOn(long seed) throws IOException {
        try (RawClient client = served.connect()) {
            assertEquals(200, client.ask("GET", "/v1/status", null).status(), "seed " + seed);
        }
    }
}
