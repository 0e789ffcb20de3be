package dev.sluice.shell.builtin;

import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.text.TimeText;
import java.util.ArrayList;
import java.util.List;

/** {@code why}: prints the last decisions about a node or an initiator. */
final class WhyCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
                    "about",
                    "an initiator, a target, the number of a session, a backstore as in block/lun0, or a path; default: the node",
                    WhyCommand::propose))
            .options(CommandOption.JSON);

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String summary() {
        return "Explains the state of an initiator, target, session or LUN by the last decisions about it.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    private static List<Proposal> propose(ShellContext context, Node node, Arguments given, String typed) {
        List<Proposal> proposals = new ArrayList<>(NodeProposals.INITIATORS.propose(context, node, given, typed));
        proposals.addAll(NodeProposals.CHILDREN.propose(context, new Node.Targets(), given, typed));
        proposals.addAll(NodeProposals.CHILDREN.propose(context, new Node.Sessions(), given, typed));
        proposals.addAll(NodeProposals.paths(context, node, typed));
        return proposals;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Explanation reasons = call.context().administration().why(about(call));
        if (call.json()) {
            call.print(JsonOutput.write(reasons));
            return;
        }
        reasons.findings().forEach(finding -> call.print(TimeText.of(finding.time()) + "  " + finding.text()));
        call.print(reasons.now());
        if (reasons.findings().isEmpty() && reasons.now().isEmpty()) {
            call.print("Nothing is known about " + reasons.about() + ".");
        }
    }

    private static String about(CommandCall call) throws UsageError {
        String typed = call.arguments().text("about");
        if (typed == null) {
            if (call.node() instanceof Node.Root) {
                throw new UsageError(
                        "the subject is missing: write why INITIATOR, why TARGET, why SESSION or why PATH");
            }
            return call.node().toString();
        }
        boolean isPath = typed.indexOf('/') >= 0 || typed.startsWith(".");
        return isPath && call.context().snapshot().configuration().backstore(typed) == null
                ? NodePaths.resolve(call.node(), typed).toString()
                : typed;
    }
}
