package dev.sluice.shell.command;

import dev.sluice.api.Reasons;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Json;
import java.util.ArrayList;
import java.util.List;

/** {@code why}: the last decisions about something. */
final class Why implements Command {
    private static final Syntax SYNTAX = Syntax.of(Parameter.optional(
                    "about",
                    "an initiator, a target, a session's number, a backstore as block/lun0, or a path; the node unless given",
                    Why::propose))
            .options(Call.JSON);

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String summary() {
        return "Tells why an initiator, target, session or LUN is as it is: the last decisions about it.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    private static List<Proposal> propose(Context context, Node node, Arguments given, String typed) {
        List<Proposal> proposals = new ArrayList<>(Proposals.INITIATORS.propose(context, node, given, typed));
        proposals.addAll(Proposals.CHILDREN.propose(context, new Node.Targets(), given, typed));
        proposals.addAll(Proposals.CHILDREN.propose(context, new Node.Sessions(), given, typed));
        proposals.addAll(Proposals.paths(context, node, typed));
        return proposals;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        Reasons reasons = call.context().administration().why(about(call));
        if (call.json()) {
            call.say(Json.write(reasons));
            return;
        }
        reasons.findings().forEach(finding -> call.say(Times.format(finding.time()) + "  " + finding.text()));
        call.say(reasons.now());
        if (reasons.findings().isEmpty() && reasons.now().isEmpty()) {
            call.say("Nothing is known about " + reasons.about() + ".");
        }
    }

    private static String about(Call call) throws Mistake {
        String typed = call.arguments().text("about");
        if (typed == null) {
            if (call.node() instanceof Node.Root) {
                throw new Mistake("why what? Write why INITIATOR, TARGET, SESSION or PATH");
            }
            return call.node().toString();
        }
        boolean isPath = typed.indexOf('/') >= 0 || typed.startsWith(".");
        return isPath && call.context().snapshot().configuration().backstore(typed) == null
                ? Paths.resolve(call.node(), typed).toString()
                : typed;
    }
}
