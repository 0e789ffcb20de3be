package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;

/** {@code restore}: brings one node back from a saved version. */
final class RestoreCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.required("node", "the path of what to bring back", ParameterProposals.PATHS),
                    CommandParameter.optional(
                            "version",
                            "from which; the one before the newest unless given",
                            ParameterProposals.VERSIONS))
            .options(CommandCall.FORCE, CommandCall.DRY_RUN, CommandCall.JSON);

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String summary() {
        return "Brings one node back, with what is below it, from a version that was saved.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        RollbackCommand.restore(
                call, NodePaths.resolve(call.node(), call.arguments().text("node")));
    }
}
