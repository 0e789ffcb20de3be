package dev.sluice.iscsi.session;

import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginState;
import dev.sluice.iscsi.pdu.TaskManagement;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseWords;
import dev.sluice.text.AddressText;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/** What sessions and logins tell the journal. Any loop; none of it is on the way of a read or write that goes well. */
final class SessionJournal {
    private final Journal journal;

    SessionJournal(InstantSource clock) {
        this.journal = new Journal(clock);
    }

    Journal journal() {
        return journal;
    }

    static String subject(Session session) {
        return "session " + session.tsih();
    }

    void connectionRefused(InetSocketAddress from, int open) {
        journal.noteStranger(
                "A connection from " + AddressText.of(from.getAddress()) + " was closed at once: " + open
                        + " that have not logged in are being closed",
                AddressText.of(from.getAddress()));
    }

    void loginRefused(Connection connection, LoginState state, LoginFailure failure) {
        String initiator = state.initiatorName();
        String target = state.spoken().containsKey("TargetName")
                ? IscsiName.printable(state.spoken().get("TargetName"))
                : null;
        String wanted = target == null || target.isEmpty()
                ? state.discovery() ? "discovery" : "a login"
                : "a login to " + target;
        journal.noteStranger(
                (initiator == null ? "An initiator without a name" : initiator) + ", from "
                        + address(connection) + " on portal " + portal(connection) + ", was refused " + wanted + ": "
                        + failure.getMessage() + " (" + failure.status() + ")",
                initiator,
                target,
                address(connection));
    }

    void neverLoggedIn(Connection connection, LoginState state, String reason) {
        journal.noteStranger(
                "A connection from " + address(connection) + " on portal " + portal(connection)
                        + " ended before it had logged in: " + reason,
                state.initiatorName(),
                address(connection));
    }

    void loggedIn(Session session, Connection connection, String user, boolean joins) {
        about(
                session,
                session.initiatorName() + " logged in to " + session.targetName() + " from " + address(connection)
                        + " on portal "
                        + portal(connection) + ": "
                        + (joins ? "one more connection of session " : "session ") + session.tsih()
                        + (user == null ? ", without CHAP" : ", CHAP user " + user));
    }

    void reinstated(Session former) {
        about(
                former,
                former.initiatorName() + " logged in to " + former.targetName() + " anew (same ISID), so its session "
                        + former.tsih() + " ended");
    }

    void connectionEnded(Session session, Connection connection, String reason) {
        about(
                session,
                session.initiatorName() + ", from " + address(connection) + ": the connection of session "
                        + session.tsih() + " with " + session.targetName() + " ended: " + reason);
    }

    void asked(Session session, String reason) {
        about(
                session,
                session.initiatorName() + " is asked to end session " + session.tsih() + " with " + session.targetName()
                        + ": " + reason);
    }

    /** @param tasks of the session itself that are affected */
    void taskManagement(Session session, TaskManagementRequest request, int tasks) {
        boolean ofUnit = request.function() != TaskManagement.TARGET_WARM_RESET
                && request.function() != TaskManagement.TARGET_COLD_RESET;
        journal.note(
                session.initiatorName() + " asked for " + TaskManagement.name(request.function())
                        + (ofUnit ? " at LUN " + LunAddress.decode(request.lun()) : "") + " of " + session.targetName()
                        + ": it ends " + tasks + " of its own tasks",
                session.initiatorName(),
                session.targetName(),
                subject(session),
                ofUnit ? session.nexus().serialAt(request.lun()) : null);
    }

    void command(Session session, long lun, String what) {
        aboutUnit(
                session,
                lun,
                "LUN " + LunAddress.decode(lun) + " of " + session.targetName() + " answered " + session.initiatorName()
                        + " with " + what);
    }

    void attention(Session session, long lun, SenseData sense) {
        aboutUnit(
                session,
                lun,
                session.initiatorName() + " is told of LUN " + LunAddress.decode(lun) + " of " + session.targetName()
                        + ": " + SenseWords.of(sense));
    }

    void reservationsChanged(Session session, long lun, String request) {
        aboutUnit(
                session,
                lun,
                session.initiatorName() + " was granted " + request + " at LUN " + LunAddress.decode(lun) + " of "
                        + session.targetName());
    }

    void dataError(Session session, Connection connection, String what) {
        about(session, session.initiatorName() + ", from " + address(connection) + ": " + what);
    }

    private void aboutUnit(Session session, long lun, String text) {
        journal.note(
                text,
                session.initiatorName(),
                session.nexus() == null ? null : session.nexus().serialAt(lun),
                session.targetName(),
                subject(session));
    }

    private void about(Session session, String text) {
        journal.note(text, session.initiatorName(), session.targetName(), subject(session));
    }

    private static String address(Connection connection) {
        return AddressText.of(connection.io().remoteAddress().getAddress());
    }

    private static String portal(Connection connection) {
        return AddressText.of(connection.portal());
    }
}
