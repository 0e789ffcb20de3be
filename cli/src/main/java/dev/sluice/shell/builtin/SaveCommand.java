package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;

/** {@code save}: saves the configuration. */
final class SaveCommand implements ShellCommand {
    @Override
    public String name() {
        return "save";
    }

    @Override
    public String summary() {
        return "Saves the configuration for the next start of the daemon.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return CommandSyntax.of();
    }

    @Override
    public void run(CommandCall call) throws Refusal {
        save(call);
    }

    static void save(CommandCall call) throws Refusal {
        int version = call.context().administration().save();
        String file = call.context().administration().status().configurationFile();
        call.print("Configuration saved to " + file + " (version " + version + ")");
    }
}
