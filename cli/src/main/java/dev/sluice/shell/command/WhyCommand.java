package dev.sluice.shell.command;

import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import java.util.ArrayList;
import java.util.List;

/** {@code why}: the last decisions about something. */
final class WhyCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
                    "about",
                    "an initiator, a target, a session's number, a backstore as block/lun0, or a path; the node unless given",
                    WhyCommand::propose))
            .options(CommandCall.JSON);

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String summary() {
        return "Tells why an initiator, target, session or LUN is as it is: the last decisions about it.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    private static List<Proposal> propose(Context context, Node node, Arguments given, String typed) {
        List<Proposal> proposals = new ArrayList<>(ParameterProposals.INITIATORS.propose(context, node, given, typed));
        proposals.addAll(ParameterProposals.CHILDREN.propose(context, new Node.Targets(), given, typed));
        proposals.addAll(ParameterProposals.CHILDREN.propose(context, new Node.Sessions(), given, typed));
        proposals.addAll(ParameterProposals.paths(context, node, typed));
        return proposals;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Explanation reasons = call.context().administration().why(about(call));
        if (call.json()) {
            call.say(JsonOutput.write(reasons));
            return;
        }
        reasons.findings().forEach(finding -> call.say(Times.format(finding.time()) + "  " + finding.text()));
        call.say(reasons.now());
        if (reasons.findings().isEmpty() && reasons.now().isEmpty()) {
            call.say("Nothing is known about " + reasons.about() + ".");
        }
    }

    private static String about(CommandCall call) throws UsageError {
        String typed = call.arguments().text("about");
        if (typed == null) {
            if (call.node() instanceof Node.Root) {
                throw new UsageError("why what? Write why INITIATOR, TARGET, SESSION or PATH");
            }
            return call.node().toString();
        }
        boolean isPath = typed.indexOf('/') >= 0 || typed.startsWith(".");
        return isPath && call.context().snapshot().configuration().backstore(typed) == null
                ? NodePaths.resolve(call.node(), typed).toString()
                : typed;
    }
}
