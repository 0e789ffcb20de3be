package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.shell.view.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The help text of the commands, made from their syntax. */
public final class CommandHelp {
    private CommandHelp() {}

    /** Returns the lines that list the commands for a node. */
    public static List<String> list(ShellCommands commands, Node node) {
        List<String> lines = new ArrayList<>(List.of("Commands in " + node + ":"));
        TextTable table = new TextTable();
        commands.at(node).forEach(command -> table.row("  " + command.name(), command.summary()));
        lines.addAll(table.lines());
        lines.add("A path may stand before each, as in: /iscsi ls. 'help COMMAND' shows the parameters of a command.");
        return lines;
    }

    /** Returns the lines that explain one command at a node. */
    public static List<String> of(ShellCommand command, Node node) {
        CommandSyntax syntax = command.syntax(node);
        if (syntax == null) {
            return List.of(command.summary(), ShellCommands.notHere(command, node) + ".");
        }
        List<String> lines = new ArrayList<>(List.of(command.summary(), "Syntax: " + syntax.usage(command.name())));
        TextTable table = new TextTable();
        syntax.parameters().forEach(parameter -> table.row("  " + parameter.name(), parameter.description()));
        syntax.options().forEach(option -> table.row("  " + option.text(), option.description()));
        lines.addAll(table.lines());
        if (!command.details().isEmpty()) {
            lines.add(command.details());
        }
        return lines;
    }
}
