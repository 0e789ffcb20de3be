package dev.sluice.config.file;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Discovery;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Identity;
import dev.sluice.config.MappedLun;
import dev.sluice.config.MemberRefusal;
import dev.sluice.config.Parameters;
import dev.sluice.config.Target;
import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema of configurations: a resource with the structure, and the settings and types of backstores from their
 * declarations. Used once.
 */
final class ConfigurationSchema {
    private static final String STRUCTURE = "sluice.schema.json";

    /** The member that stands for the settings of a table. */
    private static final String SETTINGS = "*";

    private static final Map<String, SettingTable<?>> TABLES = Map.of(
            "configuration", Configuration.SETTINGS,
            "backstore", Backstore.SETTINGS,
            "identity", Identity.SETTINGS,
            "discovery", Discovery.SETTINGS,
            "target", Target.SETTINGS,
            "attributes", GroupAttributes.SETTINGS,
            "parameters", Parameters.SETTINGS,
            "mappedLun", MappedLun.SETTINGS);

    private final JsonMapper mapper = new JsonMapper();

    private ConfigurationSchema() {}

    static String text() {
        return Holder.TEXT;
    }

    private static final class Holder {
        static final String TEXT = new ConfigurationSchema().make();
    }

    private String make() {
        try (InputStream in = ConfigurationSchema.class.getResourceAsStream(STRUCTURE)) {
            JsonNode schema = mapper.readTree(in);
            schema.findParents(SETTINGS).forEach(properties -> settings((ObjectNode) properties));
            JsonNode definitions = schema.get("$defs");
            backstores((ObjectNode) definitions.get("backstore"));
            ObjectNode reference = (ObjectNode) definitions.at("/lun/properties/backstore");
            reference.put("pattern", reference.get("pattern").asText().replace("TYPES", BackstoreType.labels("", "|")));
            return mapper.writer(printer()).writeValueAsString(schema) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }

    private void settings(ObjectNode properties) {
        ObjectNode before = properties.deepCopy();
        properties.removeAll();
        before.properties().forEach(member -> {
            if (member.getKey().equals(SETTINGS)) {
                TABLES.get(member.getValue().asText())
                        .inFile()
                        .forEach(setting -> properties.set(setting.member(), described(setting)));
            } else {
                properties.set(member.getKey(), member.getValue());
            }
        });
    }

    private ObjectNode described(Setting<?> setting) {
        String text = setting.description();
        ObjectNode described = mapper.createObjectNode()
                .put(
                        "description",
                        Character.toUpperCase(text.charAt(0)) + text.substring(1) + ". "
                                + setting.effect().sentence());
        setting.type().schema().forEach((keyword, value) -> described.set(keyword, mapper.valueToTree(value)));
        if (setting.usualValue() != null) {
            described.set("default", mapper.valueToTree(setting.usualValue()));
        }
        return described;
    }

    private void backstores(ObjectNode definition) {
        ObjectNode type = (ObjectNode) definition.at("/properties/type");
        StringBuilder places = new StringBuilder(type.get("description").asText());
        ArrayNode labels = type.putArray("enum");
        ArrayNode conditions = (ArrayNode) definition.get("allOf");
        for (BackstoreType one : BackstoreType.values()) {
            places.append(labels.isEmpty() ? "" : "; ")
                    .append('`')
                    .append(one.label())
                    .append("` ")
                    .append(one.description());
            labels.add(one.label());
            ObjectNode then =
                    condition(conditions, "type", mapper.getNodeFactory().textNode(one.label()));
            if (one.hasPath()) {
                then.withArray("required").add(Backstore.PATH.member());
            }
            if (one.needsSize()) {
                then.withArray("required").add(Backstore.SIZE.member());
            }
            ObjectNode properties = refused(then, one.refusals());
            if (!one.refusedIdentity().isEmpty()) {
                ObjectNode identity = properties.putObject("identity").putObject("properties");
                one.refusedIdentity().forEach(setting -> identity.put(setting.member(), false));
            }
        }
        type.put("description", places.append('.').toString());
        refused(
                condition(
                        conditions,
                        Backstore.CD.member(),
                        mapper.getNodeFactory().booleanNode(true)),
                MemberRefusal.OF_DRIVE);
    }

    /** Adds a condition: its consequence, which is returned, applies to objects in which the member has that value. */
    private static ObjectNode condition(ArrayNode conditions, String member, JsonNode value) {
        ObjectNode condition = conditions.addObject();
        ObjectNode given = condition.putObject("if");
        given.putObject("properties").putObject(member).set("const", value);
        given.putArray("required").add(member);
        return condition.putObject("then");
    }

    private static ObjectNode refused(ObjectNode then, List<MemberRefusal> refusals) {
        ObjectNode properties = then.putObject("properties");
        for (MemberRefusal refusal : refusals) {
            if (refusal.onlyOn()) {
                properties.putObject(refusal.setting().member()).put("const", false);
            } else {
                properties.put(refusal.setting().member(), false);
            }
        }
        return properties;
    }
}
