package dev.sluice.shell.builtin;

import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;

/** {@code pwd}: prints the current path. */
final class PwdCommand implements ShellCommand {
    @Override
    public String name() {
        return "pwd";
    }

    @Override
    public String summary() {
        return "Prints the path of the current node.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return CommandSyntax.of();
    }

    @Override
    public void run(CommandCall call) {
        call.print(call.node().toString());
    }
}
