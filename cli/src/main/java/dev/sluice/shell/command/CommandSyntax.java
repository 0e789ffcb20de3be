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
 * The words that a command takes at a node.
 *
 * @param parameters its parameters, in the order of their places
 * @param further the words that may follow the parameters
 * @param furtherValues proposals for those words
 * @param options its options
 */
public record CommandSyntax(
        List<CommandParameter> parameters,
        FurtherWords further,
        ValueProposals furtherValues,
        List<CommandOption> options) {
    /** The kind of words that may follow the parameters. */
    public enum FurtherWords {
        NONE,
        /** Names, without a value. */
        NAMES,
        /** Words of the form {@code name=value}, of any name. */
        PAIRS
    }

    public static CommandSyntax of(CommandParameter... parameters) {
        return new CommandSyntax(List.of(parameters), FurtherWords.NONE, ValueProposals.NONE, List.of());
    }

    public CommandSyntax options(CommandOption... values) {
        return new CommandSyntax(parameters, further, furtherValues, Arrays.asList(values));
    }

    public CommandSyntax further(FurtherWords words, ValueProposals proposals) {
        return new CommandSyntax(parameters, words, proposals, options);
    }

    /** Returns the syntax as text, as in {@code create name dev [readonly] [wwn]}. */
    public String usage(String command) {
        List<String> words = new ArrayList<>(List.of(command));
        parameters.forEach(parameter -> words.add(parameter.toString()));
        switch (further) {
            case NONE -> {}
            case NAMES -> words.add("[name]...");
            case PAIRS -> words.add("[name=value]...");
        }
        options.forEach(option -> words.add("[" + option.text() + "]"));
        return String.join(" ", words);
    }

    /**
     * Assigns words to parameters.
     *
     * @throws UsageError if the words do not fit this syntax; the message has the syntax
     */
    public Arguments bind(String command, List<Word> words) throws UsageError {
        Binding binding = new Binding();
        for (Word word : words) {
            String error = binding.take(word);
            if (error != null) {
                throw new UsageError(error + "\nSyntax: " + usage(command));
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

    /** Assigns words to parameters as far as they fit: for completion. */
    public Arguments guess(List<Word> words) {
        Binding binding = new Binding();
        words.forEach(binding::take);
        return binding.arguments();
    }

    /** Returns the parameter that a further word without a name would be, or null. */
    public CommandParameter next(Arguments given) {
        return parameters.stream()
                .filter(parameter -> !given.has(parameter.name()))
                .findFirst()
                .orElse(null);
    }

    /** Returns the parameter of that name, or null. */
    public CommandParameter named(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The assignment of words to parameters, word by word. */
    private final class Binding {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, String> pairs = new LinkedHashMap<>();
        private final List<String> names = new ArrayList<>();
        private final Set<CommandOption> given = new LinkedHashSet<>();

        /** Takes a word; returns the error in it, or null. */
        private String take(Word word) {
            if (word.isOption()) {
                return takeOption(word.text());
            }
            String name = word.name();
            if (name != null && named(name) != null) {
                return values.put(name, word.value()) == null ? null : "the parameter " + name + " is given twice";
            }
            if (name != null && further == FurtherWords.PAIRS) {
                return pairs.put(name, word.value()) == null ? null : name + " is given twice";
            }
            for (CommandParameter parameter : parameters) {
                if (values.putIfAbsent(parameter.name(), word.text()) == null) {
                    return null;
                }
            }
            names.add(word.text());
            return switch (further) {
                case NAMES -> null;
                case PAIRS -> "'" + word.text() + "' is not of the form name=value";
                case NONE -> "the word '" + word.text() + "' is one too many";
            };
        }

        private String takeOption(String text) {
            for (CommandOption option : options) {
                if (option.text().equals(text)) {
                    given.add(option);
                    return null;
                }
            }
            return "there is no option " + text + " here";
        }

        private Arguments arguments() {
            return new Arguments(values, pairs, names, given);
        }
    }
}
