package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;

/** {@code apply}: makes what is served that of a file. */
final class ApplyCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.required("file", "a whole configuration", ParameterProposals.FILES))
            .options(CommandCall.FORCE, CommandCall.DRY_RUN, CommandCall.JSON);

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String summary() {
        return "Serves what the configuration in a file says, as one change: all of it, or nothing.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        byte[] text = ConfigurationDocuments.read(call, call.arguments().text("file"));
        ConfigurationDocuments.report(
                call, call.send(force -> call.context().administration().replace(text, call.dryRun(), force)));
    }
}
