package dev.sluice.api.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.file.ConfigurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The description of the API (OpenAPI 3.1). Its schemas of configurations are the definitions in the schema of the saved file. Immutable; any thread.
 */
final class OpenApiDescription {
    /** Path below /v1. */
    static final String NAME = "openapi.json";

    private static final String DEFINITIONS = "#/$defs/";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String REFERENCE = "$ref";

    private OpenApiDescription() {}

    /** The text, made on the first call. */
    static byte[] text() {
        return Holder.TEXT;
    }

    private static final class Holder {
        static final byte[] TEXT = make();
    }

    private static byte[] make() {
        JsonMapper mapper = new JsonMapper();
        try (InputStream in = OpenApiDescription.class.getResourceAsStream(NAME)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            JsonNode description = mapper.readTree(text.replace("BACKSTORE_TYPES", BackstoreType.labels("", "|")));
            ObjectNode configuration = (ObjectNode) mapper.readTree(ConfigurationText.schema());
            ObjectNode schemas = (ObjectNode) description.get("components").get("schemas");
            JsonNode definitions = configuration.remove("$defs");
            configuration.remove(List.of("$schema", "$id"));
            add(schemas, "Configuration", configuration);
            definitions.properties().forEach(one -> add(schemas, schemaName(one.getKey()), one.getValue()));
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(ObjectNode schemas, String name, JsonNode schema) {
        refer(schema);
        if (schemas.has(name)) {
            throw new IllegalStateException("there are two schemas " + name);
        }
        schemas.set(name, schema);
    }

    private static String schemaName(String definition) {
        return Character.toUpperCase(definition.charAt(0)) + definition.substring(1);
    }

    /** Changes references to the new places of the definitions. */
    private static void refer(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get(REFERENCE) instanceof TextNode reference
                && reference.asText().startsWith(DEFINITIONS)) {
            object.put(REFERENCE, SCHEMAS + schemaName(reference.asText().substring(DEFINITIONS.length())));
        }
        node.forEach(OpenApiDescription::refer);
    }
}
