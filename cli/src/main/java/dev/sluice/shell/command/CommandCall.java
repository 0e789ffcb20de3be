package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.shell.view.ChangeReport;
import dev.sluice.shell.view.DifferenceLines;
import dev.sluice.shell.view.JsonOutput;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A call of a command.
 *
 * @param context the shell's context
 * @param node the node that the command is for
 * @param arguments the command's arguments
 */
public record CommandCall(ShellContext context, Node node, Arguments arguments) {
    /** A request that the daemon may refuse without force. */
    public interface Request {
        ChangeAnswer send(boolean force) throws Refusal;
    }

    /** Changes that the daemon may refuse without force. */
    public interface Changes {
        List<Change> with(boolean force);
    }

    public void print(String line) {
        context.out().println(line);
    }

    public void print(List<String> lines) {
        lines.forEach(this::print);
    }

    public boolean force() {
        return arguments.option(CommandOption.FORCE);
    }

    public boolean dryRun() {
        return arguments.option(CommandOption.DRY_RUN);
    }

    public boolean json() {
        return arguments.option(CommandOption.JSON);
    }

    /** Makes a change and prints the nodes that were created and deleted; with {@code --dry-run} prints them only. */
    public ChangeAnswer change(Change change) throws Refusal {
        return change(force -> List.of(change));
    }

    /** Makes changes as one, as {@link #change(Change)} makes a single one. */
    public ChangeAnswer change(Changes changes) throws Refusal {
        ChangeAnswer answer = send(force -> context.administration()
                .change(new ChangeRequest(UUID.randomUUID().toString(), force, dryRun(), changes.with(force))));
        if (json()) {
            print(JsonOutput.write(answer));
        } else if (dryRun()) {
            print(DifferenceLines.of(answer.differences(), context.style()));
        } else {
            print(new ChangeReport(answer.differences(), changes.with(force())).sentences());
            print(waitingPortals(answer));
        }
        printWarnings(answer);
        return answer;
    }

    /** Returns a line for each portal that was created and does not listen yet. */
    public List<String> waitingPortals(ChangeAnswer answer) {
        return answer.differences().stream()
                .filter(difference -> difference.kind() == Kind.CREATED && difference.node() instanceof Node.OnePortal)
                .map(difference -> (Node.OnePortal) difference.node())
                .map(one -> context.snapshot().state().waiting(one))
                .filter(Objects::nonNull)
                .map(one -> one.portal() + " does not listen yet: " + one.why() + ". The daemon tries again every 2 s.")
                .toList();
    }

    /** Prints the warnings of an answer, unless it is printed as JSON. */
    public void printWarnings(ChangeAnswer answer) {
        if (!json()) {
            answer.warnings().forEach(warning -> print(context.style().bad("Warning: ") + warning));
        }
    }

    /** Sends a request; where a node is in use, asks the user and sends it again with force. */
    public ChangeAnswer send(Request request) throws Refusal {
        try {
            ChangeAnswer answer = request.send(force());
            context.snapshot().forget();
            return answer;
        } catch (Refusal refusal) {
            if (refusal.reason() != Reason.IN_USE || force() || context.confirmation() == null) {
                throw refusal;
            }
            if (!context.confirmation().confirm(refusal.getMessage() + "\nContinue anyway?")) {
                throw refusal;
            }
            context.snapshot().forget();
            return request.send(true);
        }
    }
}
