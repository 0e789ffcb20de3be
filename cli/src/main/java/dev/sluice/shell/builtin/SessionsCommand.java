package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.api.ServedState.ConnectionState;
import dev.sluice.api.ServedState.SessionState;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.TextTable;
import dev.sluice.text.ByteSize;
import dev.sluice.text.TimeText;
import java.util.List;
import java.util.stream.Collectors;

/** {@code sessions}: lists the sessions. */
final class SessionsCommand implements ShellCommand {
    private static final String LIST = "list";
    private static final String DETAIL = "detail";
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.optional(
                            "action", "list (a line each) or detail", ParameterProposals.words(LIST, DETAIL)),
                    CommandParameter.optional(
                            "sid",
                            "the number of one session",
                            (context, node, given, typed) ->
                                    NodeProposals.CHILDREN.propose(context, new Node.Sessions(), given, typed)))
            .options(CommandOption.JSON);

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String summary() {
        return "Lists the sessions: initiator, address, target and counters.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String action = call.arguments().has("action") ? call.arguments().text("action") : LIST;
        if (!action.equals(LIST) && !action.equals(DETAIL)) {
            throw new UsageError("the parameter action is list or detail, not '" + action + "'");
        }
        Integer sid = call.arguments().number("sid", "");
        List<SessionState> sessions = call.context().snapshot().state().sessions().stream()
                .filter(session -> isBelow(session, call.node()) && (sid == null || session.number() == sid))
                .toList();
        if (sid != null && sessions.isEmpty()) {
            throw new UsageError("there is no session " + sid + ": 'sessions' lists the sessions");
        }
        if (call.json()) {
            call.print(JsonOutput.write(sessions));
            return;
        }
        if (sessions.isEmpty()) {
            call.print("(no open sessions)");
            return;
        }
        if (action.equals(LIST)) {
            list(call, sessions);
        } else {
            sessions.forEach(session -> detail(call, session));
        }
    }

    /** True if a session is below the node: its target, portal group, ACL, or itself. */
    private static boolean isBelow(SessionState session, Node node) {
        return switch (node) {
            case Node.OneTarget(String name) -> session.target().equalsIgnoreCase(name);
            case Node.Group group -> session.target().equalsIgnoreCase(group.target()) && session.tag() == group.tag();
            case Node.OneAcl acl ->
                isBelow(session, acl.group()) && session.initiator().equalsIgnoreCase(acl.initiator());
            case Node.OneSession(int number) -> session.number() == number;
            default -> true;
        };
    }

    private static void list(CommandCall call, List<SessionState> sessions) {
        TextTable table = new TextTable().row("sid", "initiator", "from", "target", "since", "read", "written", "open");
        for (SessionState session : sessions) {
            table.row(
                    String.valueOf(session.number()),
                    session.initiator(),
                    session.connections().stream()
                            .map(ConnectionState::from)
                            .distinct()
                            .collect(Collectors.joining(",")),
                    where(session),
                    TimeText.of(session.since()),
                    ByteSize.rounded(session.bytesRead()),
                    ByteSize.rounded(session.bytesWritten()),
                    String.valueOf(session.open()));
        }
        call.print(table.lines());
    }

    private static String where(SessionState session) {
        return session.target().isEmpty() ? "(discovery)" : session.target() + "/tpg" + session.tag();
    }

    private static void detail(CommandCall call, SessionState session) {
        call.print("sid: " + session.number() + "  initiator: " + session.initiator() + "  isid: " + session.isid());
        TextTable table = new TextTable()
                .row("    alias", session.alias())
                .row("    target", where(session))
                .row(
                        "    authenticated as",
                        session.authenticatedAs().isEmpty() ? "(nobody)" : session.authenticatedAs())
                .row("    since", TimeText.of(session.since()))
                .row("    read", session.reads() + " commands, " + ByteSize.rounded(session.bytesRead()))
                .row("    written", session.writes() + " commands, " + ByteSize.rounded(session.bytesWritten()))
                .row("    open", session.open() + " commands");
        for (ConnectionState connection : session.connections()) {
            table.row(
                    "    connection " + connection.cid(),
                    "from " + connection.from() + " to " + connection.portal() + ", digests: " + connection.digests());
        }
        call.print(table.lines());
    }
}
