package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.shell.view.ChangeAnnouncement;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.PlanView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A command that shall be done.
 *
 * @param context where the shell is
 * @param node what the command is for
 * @param arguments what it was given
 */
public record CommandCall(Context context, Node node, Arguments arguments) {
    static final String FORCE = "--force";
    static final String DRY_RUN = "--dry-run";
    static final String JSON = "--json";

    /** Something that may need force. */
    interface Request {
        ChangeAnswer send(boolean force) throws Refusal;
    }

    /** Changes that may need force. */
    interface Changes {
        List<Change> with(boolean force);
    }

    void say(String line) {
        context.out().println(line);
    }

    void say(List<String> lines) {
        lines.forEach(this::say);
    }

    boolean force() {
        return arguments.option(FORCE);
    }

    boolean dryRun() {
        return arguments.option(DRY_RUN);
    }

    boolean json() {
        return arguments.option(JSON);
    }

    /** Carries a change out, and says what came and went. With {@code --dry-run} it says what would. */
    ChangeAnswer change(Change change) throws Refusal {
        return change(force -> List.of(change));
    }

    /** Carries changes out together, as {@link #change(Change)} does one. */
    ChangeAnswer change(Changes changes) throws Refusal {
        ChangeAnswer answer = send(force -> context.administration()
                .change(new ChangeRequest(UUID.randomUUID().toString(), force, dryRun(), changes.with(force))));
        if (json()) {
            say(JsonOutput.write(answer));
        } else if (dryRun()) {
            say(PlanView.lines(answer.differences(), context.look()));
        } else {
            say(new ChangeAnnouncement(answer.differences(), changes.with(force())).sentences());
            say(waiting(answer));
        }
        warn(answer);
        return answer;
    }

    /** What to know of portals that were made and do not listen yet. */
    List<String> waiting(ChangeAnswer answer) {
        return answer.differences().stream()
                .filter(difference -> difference.kind() == Kind.CREATED && difference.node() instanceof Node.OnePortal)
                .map(difference -> (Node.OnePortal) difference.node())
                .map(one -> context.snapshot().state().waiting(one))
                .filter(Objects::nonNull)
                .map(one -> one.portal() + " waits: " + one.why() + "; it is tried again every 2 s.")
                .toList();
    }

    /** Says what is hardly meant, where the answer is for people. */
    void warn(ChangeAnswer answer) {
        if (!json()) {
            answer.warnings().forEach(warning -> say(context.look().bad("Warning: ") + warning));
        }
    }

    /** Sends a request; where what it takes away is in use, it asks whether to do it with force. */
    ChangeAnswer send(Request request) throws Refusal {
        try {
            ChangeAnswer answer = request.send(force());
            context.snapshot().forget();
            return answer;
        } catch (Refusal refusal) {
            if (refusal.reason() != Reason.IN_USE || force() || context.asker() == null) {
                throw refusal;
            }
            if (!context.asker().confirm(refusal.getMessage() + "\nDo it all the same?")) {
                throw refusal;
            }
            context.snapshot().forget();
            return request.send(true);
        }
    }
}
