package dev.sluice.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes docs/configuration.md from the schema. Used once. */
final class ConfigurationDocument {
    private static final String INTRODUCTION = """
            # The configuration file

            <!-- Written from the schema that sluice check --schema prints: change the declarations of settings in dev.sluice.config or
                 sluice.schema.json, and run scripts/docs. -->

            `/etc/sluice/sluice.json` contains everything that `sluice daemon` serves. The shell changes it, and you may edit it, too: stop
            the daemon, edit the file, run `sluice check /etc/sluice/sluice.json`, and start the daemon. Or edit a copy while the daemon
            runs: `sluice plan` shows the changes, and `sluice apply` makes them. `sluice check --schema` prints the JSON schema (draft
            2020-12) from which this page is made; editors use it for completion and checks.

            - The file is JSON in UTF-8, without comments. A member that is unknown, has the wrong type, or occurs twice is refused with its
              line and column. A file with one mistake is not served at all.
            - A member that is left out has its default. The daemon writes only what is set, in a fixed order, so two files differ only
              where their content differs.
            - The file contains no passwords: see [Password](#password). The daemon keeps them beside it in `sluice.secrets.json`, which
              only its owner may read (mode 0600), as long as the configuration or a kept version refers to them.
            - `sluice.versions/` beside it keeps the last ten saved configurations, each in a file of this form. If the file is damaged,
              the daemon names the last good version, and `sluice daemon --last-good` serves that.
            - A change is durable before it is acknowledged, by the journal in that folder: after a crash of the machine, the daemon
              reads the changes that are not yet in the file.
            - If you edit the file while the daemon runs and the daemon then saves its own, your file is kept as `sluice.json.aside`.

            A file with one disk for one initiator:

            ```json
            %s```
            """;

    private final JsonNode schema;
    private final List<String> lines = new ArrayList<>();

    private ConfigurationDocument(JsonNode schema) {
        this.schema = schema;
    }

    static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(ConfigurationText.schema());
    }

    /** The whole page, with an example that has been checked. */
    static String of(String example) throws IOException {
        ConfigurationDocument document = new ConfigurationDocument(schema());
        document.object(document.schema);
        Set<String> seen = new LinkedHashSet<>();
        document.references(document.schema.get("properties"), seen);
        for (String name : seen) {
            document.definition(document.schema.get("$defs").get(name));
        }
        return INTRODUCTION.formatted(example) + String.join("\n", document.lines) + "\n";
    }

    /** In the order in which a reader meets them. */
    private void references(JsonNode node, Set<String> seen) {
        List<String> here = new ArrayList<>();
        node.findValuesAsText("$ref").forEach(ref -> {
            String name = ref.substring(ref.lastIndexOf('/') + 1);
            if (seen.add(name)) {
                here.add(name);
            }
        });
        here.forEach(name -> references(schema.get("$defs").get(name), seen));
    }

    private void definition(JsonNode definition) {
        if (definition.has("oneOf")) {
            heading(definition);
            lines.add("One of:");
            lines.add("");
            for (JsonNode way : definition.get("oneOf")) {
                if (way.has("properties")) {
                    way.get("properties")
                            .properties()
                            .forEach(member -> lines.add("- `{\"" + member.getKey()
                                    + "\": \"...\"}`: "
                                    + member.getValue().get("description").asText()));
                } else {
                    lines.add("- `\"...\"`: " + way.get("description").asText());
                }
            }
        } else {
            object(definition);
        }
    }

    private void heading(JsonNode definition) {
        lines.add("");
        lines.add("## " + definition.get("title").asText());
        lines.add("");
        lines.add(definition.get("description").asText());
        lines.add("");
    }

    private void object(JsonNode definition) {
        heading(definition);
        lines.add("| Member | Value | Meaning | Default |");
        lines.add("| --- | --- | --- | --- |");
        Set<String> needed = new LinkedHashSet<>();
        definition.path("required").forEach(name -> needed.add(name.asText()));
        definition.get("properties").properties().forEach(member -> {
            JsonNode value = member.getValue();
            lines.add("| `" + member.getKey() + "` | " + kind(value) + " | "
                    + value.get("description").asText().replace("|", "\\|") + " | "
                    + (needed.contains(member.getKey()) ? "required" : usual(value)) + " |");
        });
    }

    private static String usual(JsonNode value) {
        return value.has("default") ? "`" + value.get("default").asText() + "`" : "";
    }

    private String kind(JsonNode value) {
        if (value.has("$ref")) {
            return link(value);
        }
        if (value.has("const")) {
            return "`" + value.get("const") + "`";
        }
        if (value.has("enum")) {
            List<String> choices = new ArrayList<>();
            value.get("enum").forEach(choice -> choices.add("`" + choice.asText() + "`"));
            return String.join(", ", choices);
        }
        return switch (value.get("type").asText()) {
            case "boolean" -> "`true`, `false`";
            case "integer" ->
                value.get("maximum").asLong() == Long.MAX_VALUE
                        ? "number"
                        : value.get("minimum") + " to " + value.get("maximum");
            case "array" -> "list: " + link(value.get("items"));
            default -> "text";
        };
    }

    private String link(JsonNode reference) {
        String name = reference.get("$ref").asText();
        String title = schema.get("$defs")
                .get(name.substring(name.lastIndexOf('/') + 1))
                .get("title")
                .asText();
        return "[" + title + "](#" + title.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
    }
}
