package dev.sluice.shell.command;

import dev.sluice.config.Node;

/** {@code version}: which programs are at work. */
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
        Context context = call.context();
        call.say("sluice version " + context.program());
        call.say("daemon version " + context.administration().status().program());
    }
}
