package dev.sluice.shell.builtin;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.FileProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.DifferenceLines;
import dev.sluice.shell.view.JsonOutput;

/** {@code plan}: shows the changes that a file would make. */
final class PlanCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.required("file", "the file with a whole configuration", FileProposals.FILES))
            .options(CommandOption.JSON);

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "Shows what would change if the configuration in a file were applied.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        byte[] text = ConfigurationFiles.read(call, call.arguments().text("file"));
        ChangeAnswer answer = call.context().administration().replace(text, true, true);
        if (call.json()) {
            call.print(JsonOutput.write(answer));
            return;
        }
        call.print(DifferenceLines.tree(answer.differences(), call.context().style()));
        try {
            call.context().administration().replace(text, true, false);
        } catch (Refusal refusal) {
            if (refusal.reason() != Refusal.Reason.IN_USE) {
                throw refusal;
            }
            call.print(call.context().style().bad("apply needs --force:"));
            refusal.details().forEach(detail -> call.print("  " + detail.message()));
        }
    }
}
