package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.TaskManagement;
import dev.sluice.iscsi.recovery.ReissuedStatus;
import dev.sluice.iscsi.recovery.Retransmission;
import dev.sluice.iscsi.recovery.SentData;
import dev.sluice.iscsi.recovery.SentLog;
import dev.sluice.iscsi.task.ScsiExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The tasks of a session that have lost their connection, at error recovery level 2: they go on, and what they have to say
 * is kept, until a TASK REASSIGN gives them another connection or the agreed time is over (RFC 7143 7.2.2). Owner: the
 * session's loop thread.
 */
public final class LostTasks {
    /** A task whose status was sent and is not acknowledged. */
    private record Ended(SentLog.Entry entry, long lostNanos) {}

    private final Session session;
    private final long retainNanos;
    private final Int2ObjectHashMap<Ended> ended = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Long> lostConnections = new Int2ObjectHashMap<>();

    LostTasks(Session session) {
        this.session = session;
        int seconds =
                session.parameters().defaultTime2Wait() + session.parameters().defaultTime2Retain();
        this.retainNanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Returns true if a connection with that CID has been lost not long ago. */
    public boolean hasLost(int cid) {
        return lostConnections.containsKey(cid);
    }

    /** Returns true if nothing is kept, not even the session itself. */
    boolean isEmpty() {
        return lostConnections.isEmpty();
    }

    /** Keeps the tasks of a connection that is gone, but for the immediate ones (RFC 7143 7.14). */
    void keep(Connection connection) {
        long now = session.loop().nowNanos();
        lostConnections.put(connection.parameters().cid(), Long.valueOf(now));
        ConnectionTaskTermination.discardUnreached(session, connection);
        List<ScsiExchange> immediate = new ArrayList<>();
        for (ScsiExchange command : session.commands().of(connection)) {
            command.loseConnection(now);
            if (command.request().isImmediate()) {
                immediate.add(command);
            }
        }
        if (!immediate.isEmpty()) {
            ConnectionTaskTermination.end(session, immediate);
        }
        for (SentLog.Entry entry : connection.sequence().log().takeAll()) {
            if (entry.data() == null) {
                entry.release();
            } else {
                keep(entry);
            }
        }
    }

    private void keep(SentLog.Entry entry) {
        ended.put(entry.taskTag(), new Ended(entry, session.loop().nowNanos()));
    }

    /** Ends what has been kept for as long as was agreed. */
    void expire(long nowNanos) {
        List<ScsiExchange> late = session.commands().of(null).stream()
                .filter(command -> nowNanos - command.request().lostNanos() > retainNanos)
                .toList();
        if (!late.isEmpty()) {
            ConnectionTaskTermination.end(session, late);
        }
        List<Integer> expired = new ArrayList<>();
        ended.forEach((tag, task) -> {
            if (nowNanos - task.lostNanos > retainNanos) {
                expired.add(tag);
            }
        });
        expired.forEach(tag -> ended.remove(tag.intValue()).entry.release());
        lostConnections.values().removeIf(since -> nowNanos - since > retainNanos);
    }

    /** Ends all that is kept. */
    void end() {
        session.commands().of(null).forEach(session::abort);
        ended.values().forEach(task -> task.entry.release());
        ended.clear();
        lostConnections.clear();
    }

    /**
     * TASK REASSIGN: lets a task go on over {@code connection}, RFC 7143 11.5.1. What it then sends is queued behind the
     * function's response.
     *
     * @param expDataSn the first Data-In or R2T that the initiator has not got, or 0 for what it has acknowledged
     * @return the response of the function
     */
    public int reassign(int taskTag, Connection connection, int expDataSn) {
        ScsiExchange command = session.commands().find(taskTag);
        if (command != null) {
            return command.connection() != null
                    ? TaskManagement.TASK_STILL_ALLEGIANT
                    : command.reassign(connection, expDataSn)
                            ? TaskManagement.FUNCTION_COMPLETE
                            : TaskManagement.FUNCTION_REJECTED;
        }
        Ended task = ended.get(taskTag);
        if (task == null) {
            boolean elsewhere = session.connections().haveAnswered(taskTag);
            return elsewhere ? TaskManagement.TASK_STILL_ALLEGIANT : TaskManagement.TASK_DOES_NOT_EXIST;
        }
        SentData data = task.entry.data();
        if (!data.prepareFor(
                connection.parameters().initiatorMaxRecvDataSegmentLength(),
                session.parameters().maxBurstLength(),
                expDataSn)) {
            return TaskManagement.FUNCTION_REJECTED;
        }
        ended.remove(taskTag);
        connection.io().send(new Retransmission(connection.sequence(), data.retainDataIn()));
        connection.io().send(new ReissuedStatus(connection.sequence(), task.entry, this::keep));
        return TaskManagement.FUNCTION_COMPLETE;
    }
}
