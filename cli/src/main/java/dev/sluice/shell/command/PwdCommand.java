package dev.sluice.shell.command;

import dev.sluice.config.Node;

/** {@code pwd}: where the shell is. */
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
        call.say(call.node().toString());
    }
}
