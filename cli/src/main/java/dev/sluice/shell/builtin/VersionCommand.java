package dev.sluice.shell.builtin;

import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ShellContext;

/** {@code version}: prints the versions of the programs. */
final class VersionCommand implements ShellCommand {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "Prints the versions of the shell and of the daemon.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return CommandSyntax.of();
    }

    @Override
    public void run(CommandCall call) {
        ShellContext context = call.context();
        call.print("sluice version " + context.program());
        call.print("daemon version " + context.administration().status().program());
    }
}
