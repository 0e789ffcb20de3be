package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;

/** {@code restore}: restores one node from a saved version. */
final class RestoreCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.required("node", "the path of the node to restore", NodeProposals.PATHS),
                    CommandParameter.optional(
                            "version",
                            "the number of the version; default: the one before the newest",
                            ParameterProposals.VERSIONS))
            .options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String summary() {
        return "Restores one node, and everything below it, from a saved version.";
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
