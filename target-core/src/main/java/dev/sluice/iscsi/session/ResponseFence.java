package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.connection.TargetTransferTags;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.NopInPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.SerialNumber;
import dev.sluice.iscsi.recovery.StatusSequence;
import dev.sluice.iscsi.task.ScsiExchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps an order between responses on the connections of a session (RFC 7143 4.2.2.3): before the response to a function that
 * ended tasks, or a unit attention, is sent, all that was said on any connection is acknowledged; and nothing more is said before
 * that response is acknowledged as well. Only where TaskReporting is ResponseFence or FastAbort and there are several connections.
 * Owner: the session's loop thread.
 */
final class ResponseFence {
    /** A response that needs the fence: a function's, or the status of a command. */
    private record Crossing(Connection connection, ControlPdu response, ScsiExchange command) {}

    private final SessionConnections connections;
    private final TargetTransferTags transferTags;
    private final ArrayDeque<Crossing> waiting = new ArrayDeque<>(0);
    /** Commands that have ended while the fence is up. */
    private final List<ScsiExchange> held = new ArrayList<>(0);

    private Crossing current;
    private boolean handedOver;
    private boolean sent;
    /** Up to which StatSN, exclusive, a connection has yet to acknowledge. */
    private final Map<Connection, Integer> unacknowledged = new IdentityHashMap<>();

    ResponseFence(SessionConnections connections, TargetTransferTags transferTags) {
        this.connections = connections;
        this.transferTags = transferTags;
    }

    /** Sends the response to a function that ends several tasks, ahead of what is not urgent. */
    void send(Connection connection, ControlPdu response) {
        if (current == null && !isNeeded()) {
            connection.io().sendUrgent(response);
        } else {
            waiting.add(new Crossing(connection, response, null));
            begin();
        }
    }

    /** Returns true if the status of a command has to wait; {@link ScsiExchange#sendStatus} is called when it may go. */
    boolean holds(ScsiExchange command) {
        if (current == null && (!isNeeded() || !command.status().hasUnitAttention())) {
            return false;
        }
        if (command.status().hasUnitAttention()) {
            waiting.add(new Crossing(command.connection(), null, command));
            begin();
        } else {
            held.add(command);
        }
        return true;
    }

    /** An ExpStatSN has come. */
    void acknowledged() {
        if (current != null) {
            proceed();
        }
    }

    /** A connection has left the session, and what was to be said on it is said no more. */
    void left(Connection connection) {
        for (ScsiExchange command : List.copyOf(held)) {
            if (isGone(command.connection()) && held.remove(command)) {
                command.sendStatus();
            }
        }
        for (Crossing crossing : List.copyOf(waiting)) {
            if (crossing.connection() == connection && waiting.remove(crossing) && crossing.command() != null) {
                crossing.command().sendStatus();
            }
        }
        acknowledged();
    }

    private boolean isNeeded() {
        return connections.size() > 1;
    }

    private void begin() {
        if (current != null || waiting.isEmpty()) {
            return;
        }
        current = waiting.poll();
        handedOver = false;
        sent = false;
        for (Connection connection : connections) {
            StatusSequence sequence = connection.sequence();
            if (SerialNumber.isBefore(sequence.expStatSn(), sequence.statSn())) {
                unacknowledged.put(connection, sequence.statSn());
                connection.io().send(ping(connection));
            }
        }
        proceed();
    }

    private void proceed() {
        unacknowledged
                .entrySet()
                .removeIf(it -> isGone(it.getKey())
                        || !SerialNumber.isBefore(it.getKey().sequence().expStatSn(), it.getValue()));
        if (!unacknowledged.isEmpty()) {
            return;
        }
        if (!handedOver) {
            handOver();
        } else if (sent || isGone(current.connection())) {
            finish();
        }
    }

    private boolean isGone(Connection connection) {
        return !connections.contains(connection);
    }

    /** The ping behind the response says when that is sent, and has it acknowledged. */
    private void handOver() {
        handedOver = true;
        Connection connection = current.connection();
        ControlPdu ping = ping(connection).then(() -> {
            sent = true;
            unacknowledged.put(connection, connection.sequence().statSn());
        });
        if (current.command() != null) {
            current.command().sendStatus();
            connection.io().send(ping);
        } else {
            connection.io().sendUrgent(current.response());
            connection.io().sendUrgent(ping);
        }
    }

    private void finish() {
        current = null;
        unacknowledged.clear();
        if (!waiting.isEmpty()) {
            begin();
            return;
        }
        List<ScsiExchange> free = List.copyOf(held);
        held.clear();
        free.forEach(ScsiExchange::sendStatus);
    }

    private ControlPdu ping(Connection connection) {
        int tag = transferTags.next();
        return new ControlPdu(
                connection.sequence(), Opcode.NOP_IN, BasicHeader.FINAL, false, header -> NopInPdu.ping(header, tag));
    }
}
