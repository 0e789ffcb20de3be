package dev.sluice.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sluice.testing.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the published schema and the reader together. */
class SchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Mistakes of several parts together, or of bytes: a schema cannot say that. */
    private static final List<String> BEYOND = List.of(
            "already",
            "there is no backstore",
            "there is no LUN",
            "FirstBurstLength (",
            "this is the password of a user",
            "is not an IP address",
            "there is no password:",
            "a password is 12 to 255 bytes");

    private static final List<Object> VALUES = List.of(
            true,
            false,
            0,
            1,
            -1,
            3,
            512,
            4096,
            70_000,
            Integer.MAX_VALUE,
            1L << 40,
            1.5,
            "",
            "x",
            "/x",
            "null",
            "pscsi",
            "fe80::1",
            "a b",
            "12345678901234567890");

    private final JsonSchema schema = schema();

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(ConfigurationDocument.schema());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldTakeWhatIsWritten() throws IOException {
        RandomConfiguration configurations = new RandomConfiguration(Seed.random("shouldTakeWhatIsWritten"));
        for (int i = 0; i < 300; i++) {
            byte[] text = ConfigurationText.write(configurations.next());
            assertEquals(Set.of(), schema.validate(MAPPER.readTree(text)), () -> new String(text));
        }
    }

    @Test
    void shouldAgreeWithTheReaderWhenSomethingIsChanged() throws IOException {
        Random random = Seed.random("shouldAgreeWithTheReaderWhenSomethingIsChanged");
        RandomConfiguration configurations = new RandomConfiguration(random);
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            JsonNode tree = MAPPER.readTree(ConfigurationText.write(configurations.next()));
            mutate(tree, random);
            byte[] text = MAPPER.writeValueAsBytes(tree);
            boolean fits = schema.validate(tree).isEmpty();
            ConfigurationText.Reading reading = ConfigurationText.examine(text);
            List<String> flaws = reading.flaws().stream()
                    .map(Flaw::toString)
                    .filter(flaw -> BEYOND.stream().noneMatch(flaw::contains))
                    .toList();
            if (fits) {
                assertEquals(List.of(), flaws, () -> "the schema takes " + tree);
            } else {
                refused++;
                assertTrue(
                        !reading.flaws().isEmpty(),
                        () -> "the reader takes what the schema refuses: " + schema.validate(tree) + " of " + tree);
            }
        }
        assertTrue(refused > 400, refused + " were refused");
    }

    private static void mutate(JsonNode tree, Random random) {
        List<JsonNode> places = new ArrayList<>();
        collect(tree, places);
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.isEmpty() || random.nextInt(8) == 0
                        ? List.of("other", "cd", "size", "path", "writeProtect", "alias")
                                .get(random.nextInt(6))
                        : names.get(random.nextInt(names.size()));
                if (random.nextInt(4) == 0) {
                    object.remove(name);
                } else {
                    object.set(name, value(random));
                }
            }
            case ArrayNode array -> {
                if (array.isEmpty() || random.nextBoolean()) {
                    array.add(value(random));
                } else {
                    array.remove(random.nextInt(array.size()));
                }
            }
            default -> throw new AssertionError();
        }
    }

    private static JsonNode value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> MAPPER.createObjectNode();
            case 1 -> MAPPER.createArrayNode();
            case 2 -> MAPPER.nullNode();
            default -> MAPPER.valueToTree(VALUES.get(random.nextInt(VALUES.size())));
        };
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }
}
