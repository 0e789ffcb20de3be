package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.TextTable;

/** {@code help}: what can be typed. */
final class HelpCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
            CommandParameter.optional("command", "what to tell more about", ParameterProposals.COMMANDS));

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "Tells which commands there are here, or what one takes.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError {
        String name = call.arguments().text("command");
        if (name == null) {
            list(call);
        } else {
            one(call, name);
        }
    }

    private static void list(CommandCall call) {
        call.say("Commands in " + call.node() + ":");
        TextTable table = new TextTable();
        Commands.at(call.node()).forEach(command -> table.row("  " + command.name(), command.summary()));
        call.say(table.lines());
        call.say("Each can be written after a path, as in: /iscsi ls. help COMMAND tells what it takes.");
    }

    static void one(CommandCall call, String name) throws UsageError {
        ShellCommand command = Commands.named(name);
        if (command == null) {
            throw new UsageError(Commands.unknown(name, call.node()));
        }
        CommandSyntax syntax = command.syntax(call.node());
        call.say(command.summary());
        if (syntax == null) {
            call.say(Commands.notHere(command, call.node()) + ".");
            return;
        }
        call.say("Syntax: " + syntax.usage(name));
        TextTable table = new TextTable();
        syntax.parameters().forEach(parameter -> table.row("  " + parameter.name(), parameter.description()));
        if (syntax.options().contains(CommandCall.FORCE)) {
            table.row("  " + CommandCall.FORCE, "also what is in use");
        }
        if (syntax.options().contains(CommandCall.DRY_RUN)) {
            table.row("  " + CommandCall.DRY_RUN, "only say what would change");
        }
        if (syntax.options().contains(CommandCall.JSON)) {
            table.row("  " + CommandCall.JSON, "answer in JSON");
        }
        call.say(table.lines());
        if (syntax.parameters().stream().anyMatch(parameter -> parameter.name().equals("group"))) {
            call.say("Groups here: " + String.join(", ", ValueGroups.of(call.node())));
        }
        if (!command.details().isEmpty()) {
            call.say(command.details());
        }
    }
}
