package dev.sluice.shell.command;

import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.line.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a command takes.
 *
 * @param parameters in the order of their places
 * @param more what may follow them
 * @param options switches, each with its dashes
 */
public record CommandSyntax(List<CommandParameter> parameters, More more, List<String> options) {
    /** What may follow the parameters. */
    public enum More {
        NOTHING,
        /** Further words. */
        WORDS,
        /** {@code name=value} of any name. */
        PAIRS
    }

    public static CommandSyntax of(CommandParameter... parameters) {
        return new CommandSyntax(List.of(parameters), More.NOTHING, List.of());
    }

    public CommandSyntax options(String... names) {
        return new CommandSyntax(parameters, more, Arrays.asList(names));
    }

    public CommandSyntax more(More value) {
        return new CommandSyntax(parameters, value, options);
    }

    /** As in {@code create name dev [readonly] [wwn]}. */
    public String usage(String command) {
        List<String> words = new ArrayList<>(List.of(command));
        parameters.forEach(parameter -> words.add(parameter.toString()));
        switch (more) {
            case NOTHING -> {}
            case WORDS -> words.add("[name]...");
            case PAIRS -> words.add("[name=value]...");
        }
        options.forEach(option -> words.add("[" + option + "]"));
        return String.join(" ", words);
    }

    /**
     * What the words say.
     *
     * @throws UsageError if they are not what this takes; the message has the syntax
     */
    public Arguments bind(String command, List<Word> words) throws UsageError {
        Binding binding = new Binding();
        for (Word word : words) {
            String mistake = binding.take(word);
            if (mistake != null) {
                throw new UsageError(mistake + "\nSyntax: " + usage(command));
            }
        }
        String missing = parameters.stream()
                .filter(parameter -> parameter.required() && !binding.values.containsKey(parameter.name()))
                .map(parameter -> parameter.name() + " (" + parameter.description() + ")")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new UsageError(command + " needs " + missing + "\nSyntax: " + usage(command));
        }
        return binding.arguments();
    }

    /** What the words say as far as they are right: for completion. */
    public Arguments guess(List<Word> words) {
        Binding binding = new Binding();
        words.forEach(binding::take);
        return binding.arguments();
    }

    /** The parameter that a further word without a name would be, or null. */
    CommandParameter next(Arguments given) {
        return parameters.stream()
                .filter(parameter -> !given.has(parameter.name()))
                .findFirst()
                .orElse(null);
    }

    CommandParameter named(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Words on their way to parameters. */
    private final class Binding {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, String> pairs = new LinkedHashMap<>();
        private final List<String> rest = new ArrayList<>();
        private final Set<String> switches = new LinkedHashSet<>();

        /** What is wrong with the word, or null. */
        private String take(Word word) {
            if (word.isOption()) {
                switches.add(word.text());
                return options.contains(word.text()) ? null : "there is no " + word.text() + " here";
            }
            String name = word.name();
            if (name != null && named(name) != null) {
                return values.put(name, word.value()) == null ? null : name + " is given twice";
            }
            if (name != null && more == More.PAIRS) {
                return pairs.put(name, word.value()) == null ? null : name + " is given twice";
            }
            for (CommandParameter parameter : parameters) {
                if (values.putIfAbsent(parameter.name(), word.text()) == null) {
                    return null;
                }
            }
            rest.add(word.text());
            return switch (more) {
                case WORDS -> null;
                case PAIRS -> "'" + word.text() + "' is not of the form name=value";
                case NOTHING -> "'" + word.text() + "' is too much";
            };
        }

        private Arguments arguments() {
            return new Arguments(values, pairs, rest, switches);
        }
    }
}
