package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.Clear;
import dev.sluice.shell.line.Mistake;

/** {@code clearconfig}: takes everything away. */
final class ClearConfig implements Command {
    private static final Syntax SYNTAX = Syntax.of(
                    Parameter.optional("confirm", "must be true", Proposals.words("true")))
            .options(Call.FORCE, Call.DRY_RUN, Call.JSON);

    @Override
    public String name() {
        return "clearconfig";
    }

    @Override
    public String summary() {
        return "Takes all backstores and targets away: clearconfig confirm=True.";
    }

    @Override
    public Syntax syntax(Node node) {
        return node instanceof Node.Root ? SYNTAX : null;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        if (!Boolean.TRUE.equals(call.arguments().flag("confirm"))) {
            throw new Mistake("this takes all backstores and targets away: write clearconfig confirm=True");
        }
        call.change(new Clear(true));
        if (!call.dryRun() && !call.json()) {
            call.say("All configuration cleared.");
        }
    }
}
