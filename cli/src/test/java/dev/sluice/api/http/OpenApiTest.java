package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.ClearConfiguration;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreateMappedLun;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.CreatePortalGroup;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.config.change.EnableGroup;
import dev.sluice.config.change.ResizeBackstore;
import dev.sluice.config.change.SetValues;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API says what the server does: no more, and no less. */
class OpenApiTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final String INITIATOR = "iqn.2026-11.com.example:me";
    private static final Node.Group GROUP = new Node.Group(TARGET, 1);
    private static final String CHANGES = "POST /v1/changes";
    private static final String REPLACE = "PUT /v1/configuration";
    private static final String RESTORE = "POST /v1/restore";

    /** Answers that each operation may give, and that do not come from it: they are provoked with one, or in other tests. */
    private static final Set<String> COMMON = Set.of("400", "401", "403", "500", "503");

    private static final int TOO_LARGE = (64 << 20) + 1;

    @TempDir
    private Path directory;

    private int port;
    private ServedDaemon served;
    private RawClient client;
    private Contract contract;

    @BeforeEach
    void start() throws IOException {
        port = ServedDaemon.freePort();
        served = ServedDaemon.start(directory);
        client = served.connect();
        contract = new Contract(OpenApiDescription.text());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        served.close();
    }

    /** Asks, and holds the answer against the description. */
    private RawClient.Response ask(int status, String operation, String path, String body) throws IOException {
        return ask(status, operation, path, body, body == null ? "" : "Content-Type: application/json\r\n");
    }

    private RawClient.Response ask(int status, String operation, String path, String body, String headers)
            throws IOException {
        RawClient.Response response = client.ask(operation.split(" ")[0], path, body, headers);
        assertEquals(status, response.status(), response.text());
        contract.hold(operation, response);
        return response;
    }

    private RawClient.Response ask(int status, String operation, String body) throws IOException {
        return ask(status, operation, operation.split(" ")[1], body);
    }

    private RawClient.Response change(int status, Change... changes) throws IOException {
        return change(status, "", changes);
    }

    private RawClient.Response change(int status, String more, Change... changes) throws IOException {
        String list = Arrays.stream(changes)
                .map(change -> new String(ApiJson.write(change), StandardCharsets.UTF_8))
                .collect(Collectors.joining(", "));
        return ask(status, CHANGES, "{" + more + "\"changes\": [" + list + "]}");
    }

    private static Change ramdisk(String name) {
        return new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, name, null, 1L << 20));
    }

    private void serveADisk() throws IOException {
        change(
                200,
                ramdisk("a"),
                new CreateTarget(TARGET, "disk"),
                new CreatePortal(GROUP, "127.0.0.1", port),
                new DeleteNode(Node.parse(GROUP + "/portals/0.0.0.0:3260"), false),
                new CreateLun(GROUP, "ramdisk/a", null, null),
                new CreateAcl(GROUP, INITIATOR, null));
    }

    private Session login() {
        return Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.normal(INITIATOR, TARGET));
    }

    @Test
    void shouldDescribeEachRouteAndNoOther() {
        Set<String> routes = new TreeSet<>();
        for (Routes.Route route : new Routes(served.daemon()).all()) {
            String operation = route.method() + " " + route.path();
            routes.add(operation);
            assertEquals(route.parameters(), contract.queryParameters(operation), operation);
            assertEquals(
                    route.takesBody(),
                    contract.operation(operation).path("requestBody").isObject(),
                    operation);
            Set<String> captured = new TreeSet<>();
            contract.operation(operation).path("parameters").forEach(parameter -> {
                if (parameter.get("in").asText().equals("path")) {
                    captured.add("{" + parameter.get("name").asText() + "}");
                }
            });
            assertEquals(
                    Arrays.stream(route.path().split("/"))
                            .filter(step -> step.startsWith("{"))
                            .collect(Collectors.toSet()),
                    captured,
                    operation);
        }
        assertEquals(routes, contract.operations());
    }

    @Test
    void shouldHaveEachOperationAndEachChangeInTheManual() throws IOException {
        String manual = Files.readString(Path.of("../docs/api.md"));
        Set<String> operations = Pattern.compile("(?m)^\\| `([A-Z]+)` \\| `(/v1/[^`]+)` \\|")
                .matcher(manual)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(contract.operations(), operations);
        JsonNode mapping = contract.description().at("/components/schemas/Change/discriminator/mapping");
        mapping.properties().forEach(change -> {
            JsonNode schema =
                    contract.description().at(change.getValue().asText().substring(1));
            Set<String> needed = new TreeSet<>();
            schema.get("required").forEach(name -> needed.add(name.asText()));
            needed.remove("do");
            List<String> members = new ArrayList<>();
            schema.get("properties").fieldNames().forEachRemaining(name -> {
                if (!name.equals("do")) {
                    members.add(needed.contains(name) ? "`" + name + "`" : "*`" + name + "`*");
                }
            });
            String row = "| `" + change.getKey() + "` | " + String.join(", ", members) + " |";
            assertTrue(manual.contains(row), row);
        });
    }

    @Test
    void shouldServeItsDescription() throws IOException {
        RawClient.Response response = ask(200, "GET /v1/openapi.json", null);
        assertArrayEquals(OpenApiDescription.text(), response.body());
        JsonNode description = new ObjectMapper().readTree(response.body());
        assertEquals("3.1.0", description.get("openapi").asText());
        for (JsonNode reference : description.findValues("$ref")) {
            assertFalse(description.at(reference.asText().substring(1)).isMissingNode(), reference.asText());
        }
    }

    @Test
    void shouldDescribeEachThingInWords() {
        contract.operations().forEach(operation -> {
            JsonNode described = contract.operation(operation);
            assertFalse(described.path("summary").asText().isEmpty(), operation);
            assertFalse(described.path("description").asText().isEmpty(), operation);
            assertFalse(described.path("operationId").asText().isEmpty(), operation);
        });
        contract.description().at("/components/schemas").properties().forEach(schema -> {
            assertFalse(schema.getValue().path("description").asText().isEmpty(), schema.getKey());
            schema.getValue()
                    .path("properties")
                    .properties()
                    .forEach(member -> assertTrue(
                            member.getValue().has("description")
                                    || member.getValue().has("$ref")
                                    || member.getValue().has("const"),
                            schema.getKey() + "." + member.getKey()));
        });
    }

    @Test
    void shouldDescribeEachAnswerAsItIsGiven() throws IOException {
        ask(200, "GET /v1/status", null);
        change(200, ramdisk("first"));
        serveADisk();
        observe();
        configure();
        goBack();
        refuse();
        Set<String> missing = new TreeSet<>(contract.promised());
        missing.removeAll(contract.met());
        missing.removeIf(answer -> COMMON.contains(answer.substring(answer.lastIndexOf(' ') + 1)));
        assertEquals(Set.of(), missing, "these are described, and were not met");
    }

    private void observe() throws IOException {
        Session session = login();
        try {
            RawClient.Response state = ask(200, "GET /v1/state", null);
            String number = state.text().replaceAll("(?s).*\"number\":(\\d+).*", "$1");
            ask(200, "GET /v1/why", "/v1/why?about=" + INITIATOR, null);
            change(409, new DeleteNode(GROUP, false));
            ask(204, "DELETE /v1/sessions/{number}", "/v1/sessions/" + number, null);
        } finally {
            session.close();
        }
        Session discovery = Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.discovery(INITIATOR));
        try {
            ask(200, "GET /v1/state", null);
        } finally {
            discovery.close();
        }
        ask(404, "DELETE /v1/sessions/{number}", "/v1/sessions/4711", null);
        ask(422, "GET /v1/why", "/v1/why?about=/backstores/tape", null);
        ask(400, "GET /v1/why", "/v1/why", null);
        ask(400, "GET /v1/status", "/v1/status?verbose=true", null);
        ask(200, "GET /v1/openapi.json", null);
    }

    private void configure() throws IOException {
        RawClient.Response configuration = ask(200, "GET /v1/configuration", null);
        String tag = configuration.header("etag");
        ask(304, "GET /v1/configuration", "/v1/configuration", null, "If-None-Match: " + tag + "\r\n");
        change(200, "\"id\": \"one\", \"dryRun\": true, ", ramdisk("b"));
        byte[] first = change(200, "\"id\": \"one\", ", ramdisk("b")).body();
        assertArrayEquals(first, change(200, "\"id\": \"one\", ", ramdisk("b")).body(), "a repetition");
        change(409, "\"id\": \"one\", ", ramdisk("c"));
        ask(200, REPLACE, "/v1/configuration?dry-run=true&force=true", configuration.text());
        ask(200, REPLACE, configuration.text());
        ask(422, REPLACE, "{\"version\": 1, \"targets\": [{\"name\": \"disk\"}]}");
        ask(422, REPLACE, "{\"version\": ");
        ask(400, REPLACE, "/v1/configuration?dry-run=perhaps", "{\"version\": 1}");
        ask(400, REPLACE, "/v1/configuration?dryrun=true", "{\"version\": 1}");
        Session session = login();
        try {
            ask(409, REPLACE, "{\"version\": 1}");
            ask(409, RESTORE, "{\"version\": " + oldest() + "}");
        } finally {
            session.close();
        }
    }

    private int oldest() throws IOException {
        JsonNode versions =
                new ObjectMapper().readTree(ask(200, "GET /v1/versions", null).body());
        return versions.get(versions.size() - 1).get("number").asInt();
    }

    private void goBack() throws IOException {
        ask(200, "POST /v1/save", null);
        ask(200, "GET /v1/versions/{number}", "/v1/versions/" + oldest(), null);
        ask(404, "GET /v1/versions/{number}", "/v1/versions/4711", null);
        ask(404, "GET /v1/versions/{number}", "/v1/versions/last", null);
        ask(200, RESTORE, "{\"dryRun\": true, \"force\": true}");
        ask(200, RESTORE, "{\"node\": \"" + GROUP + "\"}");
        ask(404, RESTORE, "{\"version\": 4711}");
        ask(422, RESTORE, "{\"node\": \"/sessions\"}");
        ask(400, RESTORE, "{\"version\": \"last\"}");
    }

    private void refuse() throws IOException {
        change(404, new DeleteNode(new Node.OneTarget("iqn.2026-11.com.example:none"), false));
        change(409, ramdisk("a"));
        change(422, new ResizeBackstore(new Node.OneBackstore(BackstoreType.RAMDISK, "a"), 1, true));
        ask(422, CHANGES, "{}");
        ask(400, CHANGES, "{\"changes\": [{\"do\": \"explode\"}]}");
        for (String operation : List.of(CHANGES, REPLACE, RESTORE)) {
            ask(415, operation, operation.split(" ")[1], "{}", "Content-Type: text/plain\r\n");
            tooLarge(operation);
        }
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            change(500, new CreatePortal(GROUP, "127.0.0.1", taken.getLocalPort()));
        }
        served.stopDaemon();
        change(503, ramdisk("late"));
    }

    /** The server need not read what it will not take: it is told of the length only. */
    private void tooLarge(String operation) throws IOException {
        String[] parts = operation.split(" ");
        try (RawClient large = served.connect()) {
            large.send(parts[0] + " " + parts[1] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + TOO_LARGE + "\r\n\r\n");
            RawClient.Response response = large.receive();
            assertEquals(413, response.status());
            contract.hold(operation, response);
        }
    }

    /** One of each with all members, and one with as few as may be. */
    private static List<Change> instances() {
        Node.OneBackstore disk = new Node.OneBackstore(BackstoreType.FILEIO, "a");
        Node.OneAcl acl = new Node.OneAcl(GROUP, INITIATOR);
        Backstore backstore = Backstore.of(BackstoreType.FILEIO, "a", "/srv/a.img", 1L << 20)
                .with(Backstore.BLOCK_SIZE, 512)
                .with(Backstore.WRITE_CACHE, false)
                .with(Backstore.READ_ONLY, true)
                .with(Backstore.THIN, true)
                .with(Backstore.REMOVABLE, true)
                .with(Backstore.PROTECTION, 1)
                .withIdentity(Identity.ofSerial("1234"));
        Map<String, String> values = new HashMap<>(Map.of("alias", "disk"));
        values.put("other", null);
        return List.of(
                new CreateBackstore(backstore),
                ramdisk("b"),
                new CreateTarget(TARGET, "disk"),
                new CreateTarget(null, null),
                new CreatePortalGroup(TARGET, 2),
                new CreatePortalGroup(TARGET, null),
                new CreatePortal(GROUP, "::1", 3261),
                new CreatePortal(GROUP, null, null),
                new CreateLun(GROUP, "fileio/a", 3, false),
                new CreateLun(GROUP, "fileio/a", null, null),
                new CreateAcl(GROUP, INITIATOR, true),
                new CreateAcl(GROUP, INITIATOR, null),
                new CreateMappedLun(acl, 3, 4, true),
                new CreateMappedLun(acl, 3, null, null),
                new DeleteNode(acl, true),
                new SetValues(GROUP, "attribute", values),
                new SetValues(disk, null, Map.of()),
                new EnableGroup(GROUP, true),
                new ResizeBackstore(disk, 2L << 40, true),
                new ClearConfiguration(true));
    }

    @Test
    void shouldDescribeEachChangeAsItIsWritten() throws Exception {
        Set<Class<?>> left = new java.util.HashSet<>(Arrays.asList(Change.class.getPermittedSubclasses()));
        for (Change change : instances()) {
            left.remove(change.getClass());
            byte[] written = ApiJson.write(change);
            String text = new String(written, StandardCharsets.UTF_8);
            assertEquals(Set.of(), contract.faults(change.getClass().getSimpleName(), written), text);
            assertEquals(Set.of(), contract.faults("Change", written), text);
            assertEquals(change, ApiJson.read(written, Change.class), text);
        }
        assertEquals(Set.of(), left, "there is no instance of these");
    }

    @Test
    void shouldNameEachChangeInTheDescription() {
        JsonNode change = contract.description().at("/components/schemas/Change");
        Map<String, String> mapping = new HashMap<>();
        change.at("/discriminator/mapping")
                .properties()
                .forEach(one -> mapping.put(one.getKey(), one.getValue().asText()));
        Map<String, String> written = new HashMap<>();
        List<String> choices = new ArrayList<>();
        for (var type : Change.class
                .getAnnotation(com.fasterxml.jackson.annotation.JsonSubTypes.class)
                .value()) {
            String schema = "#/components/schemas/" + type.value().getSimpleName();
            written.put(type.name(), schema);
            choices.add(schema);
        }
        assertEquals(written, mapping);
        assertEquals(choices, change.findValuesAsText("$ref"));
        assertEquals(Change.class.getPermittedSubclasses().length, choices.size());
    }

    @Test
    void shouldRefuseWhatTheDescriptionRefusesOfAChange() throws IOException {
        String unknown = "{\"changes\": [{\"do\": \"clear\", \"confirm\": true, \"really\": true}]}";
        assertFalse(contract.faultsOfRequest(CHANGES, unknown.getBytes(StandardCharsets.UTF_8))
                .isEmpty());
        ask(400, CHANGES, unknown);
        String missing =
                "{\"changes\": [{\"do\": \"create-mapped-lun\", \"acl\": \"" + GROUP + "/acls/" + INITIATOR + "\"}]}";
        assertFalse(contract.faultsOfRequest(CHANGES, missing.getBytes(StandardCharsets.UTF_8))
                .isEmpty());
        ask(400, CHANGES, missing);
    }
}
