package dev.sluice.cli.manual;

import static dev.sluice.cli.manual.Roff.bold;
import static dev.sluice.cli.manual.Roff.escape;
import static dev.sluice.cli.manual.Roff.italic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of one command. */
final class ManPage {
    /** A line that explains a word: the word, at least two blanks, its meaning. */
    private static final Pattern TERM = Pattern.compile("(\\S+) {2,}(.*)");

    private static final Map<String, String> EXIT_CODES = Map.of(
            "0",
            "done",
            "1",
            "a fault of the program or the machine",
            "2",
            "a mistake in the command line or in a file that it names");

    private final CommandSpec command;
    private final Roff page;

    private ManPage(CommandSpec command, String version) {
        this.command = command;
        this.page = new Roff(CommandTexts.hyphenated(command), version);
    }

    /** Returns the page in roff; {@code version} stands at its foot. */
    static String of(CommandSpec command, String version) {
        ManPage page = new ManPage(command, version);
        page.name();
        page.synopsis();
        page.description();
        page.commands();
        page.options();
        page.parameters();
        page.notes();
        page.exitStatus();
        page.seeAlso();
        return page.page.toString();
    }

    private void name() {
        String brief = CommandTexts.brief(command);
        String lower = brief.isEmpty() ? brief : brief.substring(0, 1).toLowerCase(Locale.ROOT) + brief.substring(1);
        page.section("NAME").line(escape(CommandTexts.hyphenated(command)) + " \\- " + escape(lower));
    }

    private void synopsis() {
        StringBuilder line = new StringBuilder(bold(command.qualifiedName()));
        if (CommandTexts.options(command).stream().anyMatch(option -> !option.required())) {
            line.append(" [").append(italic("OPTION")).append("]...");
        }
        CommandTexts.options(command).stream().filter(ArgSpec::required).forEach(option -> line.append(' ')
                .append(named(option.longestName(), option)));
        CommandTexts.parameters(command).forEach(parameter -> line.append(' ').append(inSynopsis(parameter)));
        if (!CommandTexts.subcommands(command).isEmpty()) {
            line.append(" [").append(italic("COMMAND")).append("]");
        }
        page.section("SYNOPSIS").line(line.toString());
    }

    private static String inSynopsis(PositionalParamSpec parameter) {
        String label = italic(parameter.paramLabel()) + (parameter.isMultiValue() ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private void description() {
        page.section("DESCRIPTION");
        List<String> header = CommandTexts.lines(command.usageMessage().header());
        List<String> lines = CommandTexts.lines(command.usageMessage().description());
        (lines.isEmpty() ? header : lines).forEach(line -> page.paragraph(escape(line)));
    }

    private void commands() {
        List<CommandSpec> subcommands = CommandTexts.subcommands(command);
        if (subcommands.isEmpty()) {
            return;
        }
        page.section("COMMANDS");
        for (CommandSpec sub : subcommands) {
            String names = CommandTexts.names(sub).stream().map(Roff::bold).collect(Collectors.joining(", "));
            page.term(
                    names, escape(CommandTexts.brief(sub)) + ". See " + reference(CommandTexts.hyphenated(sub)) + ".");
        }
    }

    private void options() {
        List<OptionSpec> options = CommandTexts.options(command);
        if (options.isEmpty()) {
            return;
        }
        page.section("OPTIONS");
        for (OptionSpec option : options) {
            String names = Arrays.stream(option.names())
                    .map(name -> named(name, option))
                    .collect(Collectors.joining(", "));
            explained(names, CommandTexts.lines(option.description()));
        }
    }

    private void parameters() {
        List<PositionalParamSpec> parameters = CommandTexts.parameters(command);
        if (parameters.isEmpty()) {
            return;
        }
        page.section("PARAMETERS");
        for (PositionalParamSpec parameter : parameters) {
            explained(italic(parameter.paramLabel()), CommandTexts.lines(parameter.description()));
        }
    }

    private static String named(String name, OptionSpec option) {
        if (!CommandTexts.takesValue(option)) {
            return bold(name);
        }
        String value = italic(option.paramLabel());
        String separator =
                name.startsWith("--") ? escape(option.command().parser().separator()) : " ";
        return bold(name) + (option.arity().min() > 0 ? separator + value : "[" + separator + value + "]");
    }

    private void explained(String term, List<String> lines) {
        page.term(term, lines.isEmpty() ? "\\&" : escape(lines.getFirst()));
        if (lines.size() < 2) {
            return;
        }
        page.indent();
        for (String line : lines.subList(1, lines.size())) {
            Matcher matcher = TERM.matcher(line.strip());
            if (matcher.matches()) {
                page.term(bold(matcher.group(1)), escape(matcher.group(2)));
            } else if (!line.isBlank()) {
                page.paragraph(escape(line.strip()));
            }
        }
        page.outdent();
    }

    private void notes() {
        List<String> footer = CommandTexts.lines(command.usageMessage().footer());
        if (footer.stream().allMatch(String::isBlank)) {
            return;
        }
        page.section("NOTES").line(".nf");
        footer.forEach(line -> page.line(line.isBlank() ? ".sp" : escape(line)));
        page.line(".fi");
    }

    private void exitStatus() {
        Map<String, String> own = command.usageMessage().exitCodeList();
        page.section("EXIT STATUS");
        (own.isEmpty() ? EXIT_CODES : own)
                .entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(code -> page.term(
                                bold(code.getKey()),
                                escape(String.join(" ", CommandTexts.lines(code.getValue()))) + "."));
    }

    private void seeAlso() {
        String others = CommandTexts.tree(command.root())
                .filter(other -> other != command)
                .map(CommandTexts::hyphenated)
                .sorted()
                .map(ManPage::reference)
                .collect(Collectors.joining(",\n"));
        if (!others.isEmpty()) {
            page.section("SEE ALSO").line(others);
        }
    }

    private static String reference(String name) {
        return bold(name) + "(1)";
    }
}
