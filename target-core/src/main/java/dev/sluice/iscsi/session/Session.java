package dev.sluice.iscsi.session;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.connection.TargetTransferTags;
import dev.sluice.iscsi.journal.SessionJournal;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.login.TaskReporting;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.recovery.SentLog;
import dev.sluice.iscsi.task.CommandCounts;
import dev.sluice.iscsi.task.OpenCommands;
import dev.sluice.iscsi.task.ScsiExchange;
import dev.sluice.iscsi.task.SessionBuffers;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;

/**
 * A session: an I_T nexus, its connections, the command window, and the commands that are open (RFC 7143 4.4, 7).
 *
 * <p>It ends with its last connection. Its tasks are then aborted, and only when the last has come to rest does the nexus go;
 * a session that takes its place is answered at once but its commands wait until then. Owner: the loop thread, which all
 * its connections share; {@link #reinstated} may be called from any.
 */
public final class Session {
    private final SessionOwner owner;
    private final SessionParameters parameters;
    private final SessionTarget target;
    private final int tsih;
    private final CommandWindow window;
    private final ItNexus nexus;
    private final SessionBuffers buffers;
    private final SessionJournal journal;
    private final TargetTransferTags transferTags = new TargetTransferTags();
    private final AbortedDataOut abortedDataOut;
    /** Null where none is agreed on. */
    private final ResponseFence responseFence;

    private final SessionConnections connections;
    private final CommandOrder order;
    private final SessionTasks tasks;
    private final SessionDeadlines deadlines;
    private LostTasks lostTasks;
    private Runnable whenIdle;
    private boolean ending;
    private boolean inBackground;
    private final Drain drain;

    /**
     * Makes a session without a connection.
     *
     * @param target null for a discovery session
     * @param firstCmdSn CmdSN of the first request
     * @param queueDepth commands that may be open at a time
     * @param buffers of its own, null for a discovery session
     */
    public Session(
            SessionOwner owner,
            SessionParameters parameters,
            SessionTarget target,
            int tsih,
            int firstCmdSn,
            int queueDepth,
            SessionBuffers buffers) {
        this.owner = owner;
        this.parameters = parameters;
        this.target = target;
        this.tsih = tsih;
        this.drain = new Drain(owner.loop());
        this.window = new CommandWindow(firstCmdSn, queueDepth);
        this.order = new CommandOrder(window, queueDepth);
        this.buffers = buffers;
        this.connections = new SessionConnections(parameters);
        this.abortedDataOut = new AbortedDataOut(owner.loop());
        this.responseFence = parameters.taskReporting() == TaskReporting.RFC3720
                ? null
                : new ResponseFence(connections, transferTags);
        boolean keepsTasks = parameters.errorRecoveryLevel() == 2 && parameters.defaultTime2Retain() > 0;
        this.lostTasks = keepsTasks ? new LostTasks(this) : null;
        this.nexus =
                target == null ? null : target.attach(parameters, owner.loop(), new NexusEvents(this), buffers.heap());
        this.journal = new SessionJournal(owner.journal(), initiatorName(), targetName(), tsih, nexus);
        this.tasks = new SessionTasks(this, owner);
        this.deadlines = new SessionDeadlines(
                parameters,
                window,
                order,
                connections,
                new DataOutDeadline(commands(), connections, journal, owner.pace()));
    }

    public IoLoop loop() {
        return owner.loop();
    }

    /** Writes sentences about it to the journal. */
    public SessionJournal journal() {
        return journal;
    }

    /** Null for a discovery session, which has no commands. */
    public SessionBuffers buffers() {
        return buffers;
    }

    public SessionParameters parameters() {
        return parameters;
    }

    public String initiatorName() {
        return parameters.initiatorName();
    }

    public long isid() {
        return parameters.isid();
    }

    public String targetName() {
        return target == null ? "discovery" : target.targetName();
    }

    public int tsih() {
        return tsih;
    }

    public KeepAlive keepAlive() {
        return target == null ? owner.discoveryKeepAlive() : target.keepAlive();
    }

    public TransferPace pace() {
        return owner.pace();
    }

    /** Null for a discovery session. */
    public SessionTarget target() {
        return target;
    }

    public CommandOrder order() {
        return order;
    }

    public SessionConnections connections() {
        return connections;
    }

    /** A connection has logged in to this session; it takes the place of an older one with its CID. */
    public void join(Connection connection) {
        Connection former = connections.find(connection.parameters().cid());
        if (former != null) {
            lost(former);
            former.io().close("reinstated by a new login");
        }
        connections.add(connection);
        connection.sequence().window(window);
        if (responseFence != null) {
            connection.sequence().whenAcknowledged(responseFence::acknowledged);
        }
        if (recovers()) {
            connection.sequence().keepLog();
        }
    }

    public CommandWindow window() {
        return window;
    }

    /** Returns true if its error recovery level is 1 or 2. */
    public boolean recovers() {
        return parameters.errorRecoveryLevel() > 0;
    }

    /** Its commands that have no status yet. */
    public OpenCommands commands() {
        return tasks.commands();
    }

    public ItNexus nexus() {
        return nexus;
    }

    /** The SCSI target port that its commands go to. */
    public TargetPort port() {
        return target.port();
    }

    /** Null where none is agreed on. */
    ResponseFence responseFence() {
        return responseFence;
    }

    /** Sends the response to a function that ends several tasks, ahead of what is not urgent. */
    public void respond(Connection connection, ControlPdu response) {
        if (responseFence == null) {
            connection.io().sendUrgent(response);
        } else {
            responseFence.send(connection, response);
        }
    }

    /** Data-Out that the initiator still sends for tasks that it has had aborted. */
    public AbortedDataOut abortedDataOut() {
        return abortedDataOut;
    }

    public TargetTransferTags transferTags() {
        return transferTags;
    }

    /** Counts of the commands that have ended. */
    public CommandCounts traffic() {
        return tasks.traffic();
    }

    /** Aborts a command that has no status yet. */
    public void abort(ScsiExchange command) {
        tasks.abort(command);
    }

    /** Holds commands back until {@link #fenceLifted}. */
    public void raiseFence() {
        tasks.raiseFence();
    }

    /** Delivers the commands held back. */
    public void fenceLifted() {
        tasks.liftFence();
    }

    /**
     * Another session takes this one's place. The connection is closed now; {@code drainedAction} runs on this session's
     * loop when no task of it can touch a disk any more. Any thread.
     */
    public void reinstated(Runnable drainedAction) {
        whenDrained(drainedAction);
        loop().execute(() -> giveUp("reinstated by a new login"));
    }

    /** Runs {@code action} on this session's loop when no task of it can touch a disk any more. Any thread. */
    void whenDrained(Runnable action) {
        drain.whenDone(action);
    }

    /** Ends it as {@link #giveUp} does, when what waits has been sent. */
    public void drop(String reason) {
        keepNothing();
        connections.closeAllAfterSending(reason);
        endIfEmpty();
    }

    /** Takes no further commands: they end with BUSY. When those that are open have ended, the connections are closed. */
    public void finish(String reason) {
        if (tasks.isRefusing()) {
            return;
        }
        whenIdle = () -> connections.closeAllAfterSending(reason);
        tasks.refuse();
        keepNothing();
        if (commands().isEmpty()) {
            idle();
        }
        endIfEmpty();
    }

    /** The last open command has ended after {@link #finish}. */
    void idle() {
        whenIdle.run();
    }

    /** Returns true where the tasks of a connection outlive it. */
    public boolean keepsTasksOf(Connection connection) {
        return lostTasks != null && !ending && !connection.isLoggedOut() && connections.contains(connection);
    }

    /** Tasks that have lost their connection and may go on over another; null below error recovery level 2. */
    public LostTasks lostTasks() {
        return lostTasks;
    }

    /** A connection is gone. Its tasks go with it, unless they are kept. */
    public void lost(Connection connection) {
        if (keepsTasksOf(connection)) {
            connections.remove(connection);
            lostTasks.keep(connection);
            leaveFence(connection);
        } else {
            leave(connection);
        }
    }

    /** About once a second. */
    public void tick(long nowNanos) {
        String fault = deadlines.fault(nowNanos, keepAlive().timeoutSeconds());
        if (fault != null) {
            drop(fault);
        }
        if (lostTasks != null) {
            lostTasks.expire(nowNanos);
            if (connections.isEmpty() && lostTasks.isEmpty()) {
                end();
            }
        }
    }

    /** A login that was to bring it a connection has failed: it ends where it has no other. */
    public void giveUpIfEmpty(String reason) {
        if (connections.isEmpty() && lostTasks == null) {
            giveUp(reason);
        }
    }

    /** Keeps nothing any more for what may come back: it ends with its last connection, or now. */
    public void giveUp(String reason) {
        Ending.run(this::keepNothing, () -> connections.closeAll(reason), this::endIfEmpty);
    }

    private void endIfEmpty() {
        if (connections.isEmpty()) {
            end();
        }
    }

    private void keepNothing() {
        if (lostTasks != null) {
            lostTasks.end();
            lostTasks = null;
        }
    }

    /** A connection is gone, and the tasks that it was responsible for with it; the session too if it was the last. */
    public void leave(Connection connection) {
        if (!connections.remove(connection)) {
            return;
        }
        Ending.run(
                () -> ConnectionTaskTermination.of(this, connection),
                () -> leaveFence(connection),
                () -> releaseSent(connection),
                this::endIfEmpty);
    }

    private void leaveFence(Connection connection) {
        if (responseFence != null) {
            responseFence.left(connection);
        }
    }

    private void releaseSent(Connection connection) {
        if (recovers()) {
            Ending.forEach(connection.sequence().log().takeAll(), SentLog.Entry::release);
        }
    }

    private void end() {
        if (ending) {
            return;
        }
        ending = true;
        Ending.run(this::keepNothing, order::end, tasks::abortAll, this::abortBackground, this::checkDrained);
    }

    private void abortBackground() {
        if (target != null) {
            inBackground = true;
            target.port().abortAll(nexus, this::backgroundAtRest);
        }
    }

    /** Nothing goes on any more that outlived its command. */
    private void backgroundAtRest() {
        inBackground = false;
        checkDrained();
    }

    /** Detaches it from its target when it has ended, and nothing of it is under way. */
    void checkDrained() {
        if (!ending || tasks.areUnderWay() || inBackground || drain.isDone()) {
            return;
        }
        drain.done(() -> Ending.run(this::detach, this::releaseBuffers, () -> owner.sessionEnded(this)));
    }

    private void detach() {
        if (target != null) {
            // Not before: whoever logs in again has to wait for the disk operations of this one.
            Ending.run(() -> target.leave(this), () -> target.port().detach(nexus));
        }
    }

    private void releaseBuffers() {
        if (buffers != null) {
            buffers.close();
        }
    }
}
