package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.ClearConfiguration;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;

/** {@code clearconfig}: deletes everything. */
final class ClearConfigCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.optional("confirm", "must be true", ParameterProposals.words("true")))
            .options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);

    @Override
    public String name() {
        return "clearconfig";
    }

    @Override
    public String summary() {
        return "Deletes all backstores and targets: clearconfig confirm=True.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return node instanceof Node.Root ? SYNTAX : null;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        if (!Boolean.TRUE.equals(call.arguments().flag("confirm"))) {
            throw new UsageError(
                    "this command deletes all backstores and targets: write clearconfig confirm=True to do so");
        }
        call.change(new ClearConfiguration(true));
        if (!call.dryRun() && !call.json()) {
            call.print("All configuration cleared.");
        }
    }
}
