package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;

/** {@code plan}: what a file would change. */
final class PlanCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.required("file", "a whole configuration", ParameterProposals.FILES))
            .options(CommandCall.JSON);

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "Tells what would change if the configuration in a file were applied.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        byte[] text = ConfigurationDocuments.read(call, call.arguments().text("file"));
        ChangeAnswer answer = call.context().administration().replace(text, true, true);
        if (call.json()) {
            call.say(JsonOutput.write(answer));
            return;
        }
        call.say(dev.sluice.shell.view.PlanView.tree(
                answer.differences(), call.context().look()));
        try {
            call.context().administration().replace(text, true, false);
        } catch (Refusal refusal) {
            if (refusal.reason() != Refusal.Reason.IN_USE) {
                throw refusal;
            }
            call.say(call.context().look().bad("apply needs --force:"));
            refusal.details().forEach(detail -> call.say("  " + detail.message()));
        }
    }
}
