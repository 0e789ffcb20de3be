package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;

/** {@code disable}: logs initiators out and refuses logins. */
final class DisableCommand implements ShellCommand {
    @Override
    public String name() {
        return "disable";
    }

    @Override
    public String summary() {
        return "Asks the initiators of the portal group, or of the target, to log out, and refuses further logins.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return EnableCommand.of(node);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        EnableCommand.change(call, false);
    }
}
