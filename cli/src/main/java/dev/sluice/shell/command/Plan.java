package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Json;

/** {@code plan}: what a file would change. */
final class Plan implements Command {
    private static final Syntax SYNTAX = Syntax.of(Parameter.required("file", "a whole configuration", Proposals.FILES))
            .options(Call.JSON);

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "Tells what would change if the configuration in a file were applied.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        byte[] text = Documents.read(call, call.arguments().text("file"));
        ChangeAnswer answer = call.context().administration().replace(text, true, true);
        if (call.json()) {
            call.say(Json.write(answer));
            return;
        }
        call.say(dev.sluice.shell.view.Plan.tree(
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
