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

            <!-- Written from cli/src/main/resources/dev/sluice/config/file/sluice.schema.json: change that, and run
                 scripts/docs. -->

            `/etc/sluice/sluice.json` has all that `sluice daemon` serves. The shell changes it, and so may you: stop the daemon, edit,
            run `sluice check /etc/sluice/sluice.json`, start the daemon; or edit a copy and let `sluice apply` carry it out while the
            daemon runs, after `sluice plan` has shown what would change. `sluice check --schema` prints the JSON schema (draft 2020-12)
            that this page is made of; editors complete and check by it.

            - The file is JSON in UTF-8, without comments. What is unknown, of the wrong kind, or there twice is refused with its line
              and column; a file that is wrong in one place is not served at all.
            - What is left out has its usual value. The daemon writes only what is set, in one order, so that two files differ only where
              their content does.
            - Passwords do not stand in it: see [Password](#password). The daemon keeps them in `sluice.secrets.json` beside it, which
              nobody but its owner may read (mode 0600), as long as the configuration or a version that is kept refers to them.
            - `sluice.versions/` beside it keeps the last ten configurations that were saved, each a file as this one. Where the file is
              broken, the daemon names the last good one, and `sluice daemon --last-good` serves it.
            - A change is durable before it is acknowledged, by the journal in that folder: after a crash of the machine, the daemon reads
              what is there and not yet in the file.
            - What you edit while the daemon runs and then saves itself is not lost: it is put aside as `sluice.json.aside`.

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
        lines.add("| Member | Value | Meaning | Usually |");
        lines.add("| --- | --- | --- | --- |");
        Set<String> needed = new LinkedHashSet<>();
        definition.path("required").forEach(name -> needed.add(name.asText()));
        definition.get("properties").properties().forEach(member -> {
            JsonNode value = member.getValue();
            lines.add("| `" + member.getKey() + "` | " + kind(value) + " | "
                    + value.get("description").asText().replace("|", "\\|") + " | "
                    + (needed.contains(member.getKey()) ? "needed" : usual(value)) + " |");
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
