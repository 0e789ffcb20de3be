package dev.sluice.shell.builtin;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;

/** {@code rollback}: goes back to a saved version. */
final class RollbackCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
                    "version",
                    "the number of the version; default: the one before the newest",
                    ParameterProposals.VERSIONS))
            .options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String summary() {
        return "Goes back to a saved version; default: the one before the newest.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        restore(call, null);
    }

    static void restore(CommandCall call, Node node) throws UsageError, Refusal {
        Integer version = call.arguments().number("version", "");
        ChangeAnswer answer = call.send(force ->
                call.context().administration().restore(new RestoreRequest(version, node, call.dryRun(), force)));
        ConfigurationFiles.report(call, answer);
    }
}
