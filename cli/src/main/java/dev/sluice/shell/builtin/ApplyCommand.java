package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.FileProposals;
import dev.sluice.shell.line.UsageError;

/** {@code apply}: serves the configuration in a file. */
final class ApplyCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.required("file", "the file with a whole configuration", FileProposals.FILES))
            .options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String summary() {
        return "Serves the configuration in a file, as one change: all of it or nothing.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        byte[] text = ConfigurationFiles.read(call, call.arguments().text("file"));
        ConfigurationFiles.report(
                call, call.send(force -> call.context().administration().replace(text, call.dryRun(), force)));
    }
}
