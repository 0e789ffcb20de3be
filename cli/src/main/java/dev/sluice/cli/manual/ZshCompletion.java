package dev.sluice.cli.manual;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for zsh: one function for each command, with its options, their descriptions, and its subcommands. */
final class ZshCompletion {
    private final StringBuilder text = new StringBuilder();

    private ZshCompletion() {}

    static String of(CommandSpec root) {
        ZshCompletion completion = new ZshCompletion();
        completion.text.append("#compdef ").append(root.name()).append("\n");
        CommandTexts.tree(root).forEach(completion::function);
        completion.text.append("\n").append(function(root, "")).append(" \"$@\"\n");
        return completion.text.toString();
    }

    private static String function(CommandSpec command, String suffix) {
        return "_" + CommandTexts.hyphenated(command).replace('-', '_') + suffix;
    }

    private void function(CommandSpec command) {
        List<CommandSpec> subcommands = CommandTexts.subcommands(command);
        List<String> arguments = new ArrayList<>();
        CommandTexts.options(command).forEach(option -> arguments.addAll(arguments(option)));
        text.append("\n").append(function(command, "")).append("() {\n");
        if (subcommands.isEmpty()) {
            arguments.add("'*: :_files'");
            text.append("    _arguments -s -S : \\\n        ")
                    .append(String.join(" \\\n        ", arguments))
                    .append("\n}\n");
            return;
        }
        arguments.add("'1: :->command'");
        arguments.add("'*:: :->argument'");
        text.append("    local context state state_descr line\n    typeset -A opt_args\n")
                .append("    _arguments -C -S : \\\n        ")
                .append(String.join(" \\\n        ", arguments))
                .append("\n    case $state in\n    command)\n        local -a commands=(\n");
        for (CommandSpec sub : subcommands) {
            for (String name : CommandTexts.names(sub)) {
                text.append("            ")
                        .append(quote(colons(name) + ":" + CommandTexts.brief(sub)))
                        .append("\n");
            }
        }
        text.append(
                "        )\n        _describe command commands\n        ;;\n    argument)\n        case $words[1] in\n");
        for (CommandSpec sub : subcommands) {
            text.append("        ")
                    .append(String.join("|", CommandTexts.names(sub)))
                    .append(") ")
                    .append(function(sub, ""))
                    .append(" ;;\n");
        }
        text.append("        *) _files ;;\n        esac\n        ;;\n    esac\n}\n");
    }

    /** One argument of _arguments for each name: {@code '*--listen=[where]:ADDRESS:_files'}. */
    private static List<String> arguments(OptionSpec option) {
        List<String> arguments = new ArrayList<>();
        String excluded = CommandTexts.isRepeatable(option) ? "*" : "(" + String.join(" ", option.names()) + ")";
        for (String name : option.names()) {
            String takes = "";
            if (CommandTexts.takesValue(option)) {
                takes = (name.startsWith("--") ? "=" : "+") + "[" + brackets(CommandTexts.brief(option.description()))
                        + "]"
                        + (option.arity().min() > 0 ? ":" : "::") + colons(option.paramLabel()) + ":"
                        + candidates(option);
            } else {
                takes = "[" + brackets(CommandTexts.brief(option.description())) + "]";
            }
            arguments.add(quote(excluded + name + takes));
        }
        return arguments;
    }

    private static String candidates(OptionSpec option) {
        if (option.completionCandidates() == null) {
            return "_files";
        }
        List<String> all = new ArrayList<>();
        option.completionCandidates().forEach(all::add);
        return "(" + String.join(" ", all) + ")";
    }

    private static String brackets(String plain) {
        return colons(plain).replace("[", "\\[").replace("]", "\\]");
    }

    private static String colons(String plain) {
        return plain.replace("\\", "\\\\").replace(":", "\\:");
    }

    private static String quote(String plain) {
        return "'" + plain.replace("'", "'\\''") + "'";
    }
}
