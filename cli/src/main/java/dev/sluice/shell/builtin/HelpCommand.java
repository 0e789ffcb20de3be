package dev.sluice.shell.builtin;

import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandHelp;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ShellCommands;
import dev.sluice.shell.completion.Completion;
import dev.sluice.shell.line.UsageError;

/** {@code help}: lists the commands, or explains one. */
final class HelpCommand implements ShellCommand {
    private final ShellCommands commands;
    private final CommandSyntax syntax;

    HelpCommand(ShellCommands commands) {
        this.commands = commands;
        this.syntax = CommandSyntax.of(CommandParameter.optional(
                "command",
                "the command to explain",
                (context, node, given, typed) -> Completion.commands(commands, node)));
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "Lists the commands of the node, or explains one.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return syntax;
    }

    @Override
    public void run(CommandCall call) throws UsageError {
        String name = call.arguments().text("command");
        if (name == null) {
            call.print(CommandHelp.list(commands, call.node()));
            return;
        }
        ShellCommand command = commands.named(name);
        if (command == null) {
            throw new UsageError(commands.unknown(name, call.node()));
        }
        call.print(CommandHelp.of(command, call.node()));
    }
}
