package dev.sluice.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A file with every member that there is. */
class FullFileTest {
    private static byte[] full() throws IOException {
        try (InputStream in = FullFileTest.class.getResourceAsStream("full.json")) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldWriteTheSameBytesWhenEveryMemberIsSet() throws Exception {
        byte[] text = full();

        assertEquals(
                new String(text, StandardCharsets.UTF_8),
                new String(ConfigurationText.write(ConfigurationText.read(text)), StandardCharsets.UTF_8));
    }

    @Test
    void shouldHaveEveryMemberOfTheSchema() throws IOException {
        Set<String> present = new TreeSet<>();
        names(new ObjectMapper().readTree(full()), present);
        Set<String> known = new TreeSet<>();
        JsonNode schema = new ObjectMapper().readTree(ConfigurationText.schema());
        schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(known::add));
        known.remove("$schema");

        assertTrue(present.containsAll(known), () -> {
            known.removeAll(present);
            return "not in full.json: " + known;
        });
    }

    private static void names(JsonNode node, Set<String> found) {
        node.fieldNames().forEachRemaining(found::add);
        node.forEach(child -> names(child, found));
    }
}
