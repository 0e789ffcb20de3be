package dev.sluice.config.file;

import dev.sluice.config.Configuration;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** A configuration as the JSON of {@code sluice.json}. Any thread. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /**
     * The content of a text.
     *
     * @param configuration null if the text cannot be read
     * @param flaws the mistakes, in the order of the text; empty if it can be served
     * @param warnings likely mistakes, in the order of the text
     */
    public record Reading(Configuration configuration, List<Flaw> flaws, List<Flaw> warnings) {
        public Reading {
            flaws = sorted(flaws);
            warnings = sorted(warnings);
        }

        private static List<Flaw> sorted(List<Flaw> flaws) {
            return flaws.stream()
                    .sorted(Comparator.comparingInt(Flaw::line).thenComparingInt(Flaw::column))
                    .toList();
        }
    }

    /**
     * Reads a configuration that keeps all {@link Rules}. A password in the text is a new secret.
     *
     * @throws ConfigurationWrong if it does not
     */
    public static Configuration read(byte[] text) throws ConfigurationWrong {
        Reading reading = examine(text);
        if (!reading.flaws().isEmpty()) {
            throw new ConfigurationWrong(reading.flaws());
        }
        return reading.configuration();
    }

    /** Reads any text, and returns all its mistakes and warnings. */
    public static Reading examine(byte[] text) {
        return examine(text, configuration -> List.of());
    }

    /** The same with additional rules. */
    static Reading examine(byte[] text, Function<Configuration, List<ConfigurationProblem>> more) {
        List<Flaw> flaws = new ArrayList<>();
        JsonValue value = JsonReader.parse(text, flaws);
        if (!(value instanceof JsonValue.Members whole)) {
            if (value != null) {
                flaws.add(value.place().flaw("this is " + value.kind() + ": write an object in braces"));
            }
            return new Reading(null, flaws, List.of());
        }
        ConfigurationReader reader = new ConfigurationReader(flaws);
        Configuration configuration = reader.read(whole);
        if (configuration == null || !flaws.isEmpty()) {
            return new Reading(null, flaws, List.of());
        }
        Rules.Findings findings = Rules.examine(configuration);
        List<ConfigurationProblem> problems = new ArrayList<>(findings.problems());
        problems.addAll(more.apply(configuration));
        List<ConfigurationProblem> warnings = problems.isEmpty() ? findings.warnings() : List.of();
        Locator locator = new Locator(configuration, whole, reader.origins());
        return new Reading(
                configuration,
                problems.stream().map(locator::flaw).toList(),
                warnings.stream().map(locator::flaw).toList());
    }

    /**
     * The text of a configuration. Equal configurations have the same text; it reads as an equal one again, except for the texts of
     * secrets, which are left out.
     *
     * @throws IllegalArgumentException if a secret has no id yet: see {@link Secrets#named}
     */
    public static byte[] write(Configuration configuration) {
        return new ConfigurationWriter().write(configuration).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The text with the texts of secrets in it, for a file that only its owner can read, or for the daemon.
     */
    public static byte[] writeWhole(Configuration configuration) {
        return new ConfigurationWriter(true).write(configuration).getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON schema of this form, draft 2020-12. It has the rules for single values; {@link Rules} has the others. */
    public static String schema() {
        return ConfigurationSchema.text();
    }
}
