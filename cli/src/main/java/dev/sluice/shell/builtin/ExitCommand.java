package dev.sluice.shell.builtin;

import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;

/** {@code exit} and {@code quit}: leaves the shell. */
final class ExitCommand implements ShellCommand {
    private final String name;

    ExitCommand(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Leaves the shell; the daemon keeps serving.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return CommandSyntax.of();
    }

    @Override
    public void run(CommandCall call) {
        call.context().end();
    }
}
