package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.AsyncMessages;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.login.TaskReporting;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.NopInPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.unit.NexusListener;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells an initiator what others have done to its tasks and disks: async messages (RFC 7143 11.9), and the command window
 * that opens without a status (11.19). Owner: the session's loop thread.
 */
final class NexusEvents implements NexusListener {
    private final Session session;

    NexusEvents(Session session) {
        this.session = session;
    }

    /** RFC 7143 4.2.3.4 d and 4.2.3.5: on each connection that has a task concerned, before the aborting function is answered. */
    @Override
    public void tasksTaken(long lun) {
        if (session.parameters().taskReporting() == TaskReporting.FAST_ABORT) {
            Set<Connection> concerned = new LinkedHashSet<>(2);
            session.commands().forEach(command -> {
                if (LunAddress.decode(command.request().lun()) == LunAddress.decode(lun)
                        && command.isDelivered()
                        && command.connection() != null) {
                    concerned.add(command.connection());
                }
            });
            for (Connection connection : concerned) {
                connection.io().sendUrgent(new AsyncMessages(connection).tasksTerminated(lun));
            }
        }
    }

    /** No status will say that the window is open again, so a NOP-In does. */
    @Override
    public void tasksGone(long lun) {
        windowOpened(session);
    }

    /** Tells of the window on every connection that there is. */
    static void windowOpened(Session session) {
        for (Connection connection : session.connections()) {
            send(
                    connection,
                    new ControlPdu(connection.sequence(), Opcode.NOP_IN, BasicHeader.FINAL, false, NopInPdu::news));
        }
    }

    @Override
    public void attention(long lun, SenseData sense) {
        if (!session.connections().isEmpty()) {
            session.journal().attention(lun, sense);
        }
        for (Connection connection : session.connections()) {
            if (send(connection, new AsyncMessages(connection).scsiEvent(lun, sense))) {
                return;
            }
        }
    }

    /** False where the initiator has logged out: nothing comes behind the answer to that. */
    private static boolean send(Connection connection, ControlPdu message) {
        if (connection.isLoggedOut()) {
            return false;
        }
        connection.io().send(message);
        return true;
    }

    @Override
    public void reservationsChanged(long lun, String request) {
        if (!session.connections().isEmpty()) {
            session.journal().reservationsChanged(lun, request);
        }
    }

    @Override
    public void poweredOn() {
        session.drop("TARGET COLD RESET by another initiator");
    }
}
