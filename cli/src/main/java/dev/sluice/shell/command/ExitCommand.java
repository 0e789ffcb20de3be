package dev.sluice.shell.command;

import dev.sluice.config.Node;

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
        return "Leaves the shell; what is served stays.";
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
