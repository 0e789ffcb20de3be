package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.Version;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import java.util.List;

/** {@code restoreconfig}: serves what was saved, or what a file says. */
final class RestoreConfig implements Command {
    private static final Syntax SYNTAX = Syntax.of(
                    Parameter.optional(
                            "savefile", "a whole configuration; what was saved last unless given", Proposals.FILES),
                    Parameter.optional(
                            "clear_existing", "whether what is served and not in it may go, or change", Proposals.FLAG))
            .options(Call.FORCE, Call.DRY_RUN, Call.JSON);

    @Override
    public String name() {
        return "restoreconfig";
    }

    @Override
    public String summary() {
        return "Serves what was saved last, or what a file says.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    /** One way to go back, which can be tried first. */
    private interface Way {
        ChangeAnswer go(boolean dryRun, boolean force) throws Refusal;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        String file = call.arguments().text("savefile");
        Way way = file == null ? saved(call) : from(call, Documents.read(call, file));
        if (!call.dryRun() && !Boolean.TRUE.equals(call.arguments().flag("clear_existing"))) {
            List<String> gone = way.go(true, true).differences().stream()
                    .filter(difference -> difference.kind() != Kind.CREATED)
                    .map(difference -> difference.node().toString())
                    .toList();
            if (!gone.isEmpty()) {
                throw new Refusal(
                        Reason.IN_USE,
                        gone.getFirst() + (gone.size() > 1 ? " and " + (gone.size() - 1) + " more" : "")
                                + " would change or go: write clear_existing=true, or see with --dry-run");
            }
        }
        Documents.report(call, call.send(force -> way.go(call.dryRun(), force)));
        if (!call.dryRun() && !call.json()) {
            call.say("Configuration restored" + (file == null ? "." : " from " + file + "."));
        }
    }

    private static Way saved(Call call) throws Mistake, Refusal {
        List<Version> versions = call.context().administration().versions();
        if (versions.isEmpty()) {
            throw new Mistake("nothing has been saved yet: name a file");
        }
        int newest = versions.getFirst().number();
        return (dryRun, force) ->
                call.context().administration().restore(new RestoreRequest(newest, null, dryRun, force));
    }

    private static Way from(Call call, byte[] text) {
        return (dryRun, force) -> call.context().administration().replace(text, dryRun, force);
    }
}
