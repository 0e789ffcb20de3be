package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against the description. Members that it does not know are wrong here, though clients pass over them. One thread. */
final class Contract {
    private static final String COMPONENTS = "components";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode description;
    private final JsonNode closed;
    private final Set<String> met = new TreeSet<>();

    Contract(byte[] text) throws IOException {
        this.description = MAPPER.readTree(text);
        JsonNode components = description.get(COMPONENTS).deepCopy();
        components.get("schemas").forEach(Contract::close);
        this.closed = components;
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** Each operation, as in {@code GET /v1/status}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method.toUpperCase() + " " + path.getKey())));
        return operations;
    }

    JsonNode operation(String operation) {
        String[] parts = operation.split(" ");
        return description.get("paths").path(parts[1]).path(parts[0].toLowerCase());
    }

    /** Permitted parameters of a query. */
    Set<String> queryParameters(String operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation(operation).path("parameters")) {
            if (parameter.get("in").asText().equals("query")) {
                names.add(parameter.get("name").asText());
            }
        }
        return names;
    }

    /** Each answer that an operation may give, as in {@code GET /v1/status 200}. */
    Set<String> promised() {
        Set<String> promised = new TreeSet<>();
        operations().forEach(operation -> operation(operation)
                .get("responses")
                .fieldNames()
                .forEachRemaining(status -> promised.add(operation + " " + status)));
        return promised;
    }

    /** Those of the answers that were held against the description. */
    Set<String> met() {
        return met;
    }

    /** Holds an answer against what the description says of it. */
    void hold(String operation, RawClient.Response response) throws IOException {
        String which = operation + " " + response.status();
        JsonNode promised = operation(operation).path("responses").path(String.valueOf(response.status()));
        assertTrue(promised.isObject(), which + " is not described: " + response.text());
        if (promised.has("$ref")) {
            promised = description.at(promised.get("$ref").asText().substring(1));
        }
        for (String header : (Iterable<String>) promised.path("headers")::fieldNames) {
            assertNotNull(response.header(header.toLowerCase()), which + " lacks " + header);
        }
        assertEquals("1", response.header("sluice-protocol"), which);
        met.add(which);
        if (!promised.has("content")) {
            assertEquals(0, response.body().length, which + " has no body");
            return;
        }
        String type = response.header("content-type");
        JsonNode content = promised.get("content").path(type);
        assertTrue(content.isObject(), which + " is of type " + type);
        Set<ValidationMessage> wrong = schema(content.get("schema")).validate(MAPPER.readTree(response.body()));
        assertEquals(Set.of(), wrong, which + " " + response.text());
        if (response.status() >= 400) {
            assertEquals(
                    response.status(),
                    MAPPER.readTree(response.body()).get("status").asInt());
        }
    }

    /** Errors in a request body. */
    Set<ValidationMessage> faultsOfRequest(String operation, byte[] body) throws IOException {
        JsonNode content = operation(operation).at("/requestBody/content/application~1json/schema");
        return schema(content).validate(MAPPER.readTree(body));
    }

    /** Errors in a value of a schema of that name. */
    Set<ValidationMessage> faults(String schema, byte[] value) throws IOException {
        assertTrue(closed.get("schemas").has(schema), "there is no schema " + schema);
        ObjectNode reference = MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        return schema(reference).validate(MAPPER.readTree(value));
    }

    private JsonSchema schema(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set(COMPONENTS, closed);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }

    JsonNode description() {
        return description;
    }
}
