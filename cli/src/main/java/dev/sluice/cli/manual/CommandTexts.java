package dev.sluice.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The texts of the model of a command, plain: without markup, and with every variable filled in. */
final class CommandTexts {
    private CommandTexts() {}

    /** Returns the text of an annotation as plain lines, formatted by Picocli as for {@code --help}. */
    static List<String> lines(String... annotated) {
        List<String> lines = new ArrayList<>();
        for (String text : annotated) {
            Ansi.OFF.text(formatted(text)).toString().lines().forEach(lines::add);
        }
        return lines;
    }

    private static String formatted(String text) {
        try {
            return String.format(text);
        } catch (IllegalFormatException e) {
            return text;
        }
    }

    /** Returns the first sentence of a description, without its full stop, for lists of commands and of candidates. */
    static String brief(String... annotated) {
        String all = String.join(" ", lines(annotated));
        int end = all.indexOf(". ");
        String sentence = end < 0 ? all : all.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    static String brief(CommandSpec command) {
        String[] header = command.usageMessage().header();
        return brief(header.length > 0 ? header : command.usageMessage().description());
    }

    /** Returns the name of the page and of completion functions: {@code sluice-import-lio}. */
    static String hyphenated(CommandSpec command) {
        return command.qualifiedName("-");
    }

    static List<CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(sub -> !sub.usageMessage().hidden())
                .distinct()
                .toList();
    }

    /** Returns the command and all of its subcommands. */
    static Stream<CommandSpec> tree(CommandSpec command) {
        return Stream.concat(Stream.of(command), subcommands(command).stream().flatMap(CommandTexts::tree));
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    static List<PositionalParamSpec> parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
    }

    /** Returns the command's name, then its aliases. */
    static List<String> names(CommandSpec command) {
        return Stream.concat(Stream.of(command.name()), Arrays.stream(command.aliases()))
                .toList();
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    static boolean isRepeatable(OptionSpec option) {
        return option.isMultiValue();
    }
}
