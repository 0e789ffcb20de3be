package dev.sluice.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for fish: a line for each subcommand and each option, with the condition under which it is offered. */
final class FishCompletion {
    private final StringBuilder text = new StringBuilder();
    private final String program;

    private FishCompletion(CommandSpec root) {
        this.program = root.name();
    }

    static String of(CommandSpec root) {
        FishCompletion completion = new FishCompletion(root);
        completion.text.append("# Completion of ").append(root.name()).append(" for fish.\n");
        completion.command(root, List.of());
        return completion.text.toString();
    }

    private void command(CommandSpec command, List<String> conditions) {
        List<CommandSpec> subcommands = CommandTexts.subcommands(command);
        List<String> here = new ArrayList<>(conditions);
        if (!subcommands.isEmpty()) {
            here.add("not __fish_seen_subcommand_from "
                    + subcommands.stream()
                            .flatMap(sub -> CommandTexts.names(sub).stream())
                            .collect(Collectors.joining(" ")));
        }
        text.append("\n# ").append(command.qualifiedName()).append("\n");
        for (CommandSpec sub : subcommands) {
            for (String name : CommandTexts.names(sub)) {
                line(here, "-f -a " + quote(name), CommandTexts.brief(sub));
            }
        }
        CommandTexts.options(command)
                .forEach(option -> line(here, names(option), CommandTexts.brief(option.description())));
        for (CommandSpec sub : subcommands) {
            List<String> below = new ArrayList<>(conditions);
            below.add("__fish_seen_subcommand_from " + String.join(" ", CommandTexts.names(sub)));
            command(sub, below);
        }
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(names.isEmpty() ? "" : " ")
                    .append(name.startsWith("--") ? "-l " : name.length() == 2 ? "-s " : "-o ")
                    .append(name.replaceFirst("^--?", ""));
        }
        if (option.arity().min() > 0) {
            names.append(" -r");
        }
        if (option.completionCandidates() != null) {
            List<String> all = new ArrayList<>();
            option.completionCandidates().forEach(all::add);
            names.append(" -f -a ").append(quote(String.join(" ", all)));
        }
        return names.toString();
    }

    private void line(List<String> conditions, String what, String description) {
        text.append("complete -c ").append(program);
        if (!conditions.isEmpty()) {
            text.append(" -n ").append(quote(String.join("; and ", conditions)));
        }
        text.append(' ').append(what).append(" -d ").append(quote(description)).append('\n');
    }

    private static String quote(String plain) {
        return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
