package dev.sluice.iscsi.session;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;

/**
 * A session: an I_T nexus, its connections, the command window, and the commands that are open (RFC 7143 4.4, 7).
 *
 * <p>It ends with its last connection. Its tasks are then aborted, and only when the last has come to rest does the nexus go;
 * a session that takes its place is answered at once but its commands wait until then. Owner: the loop thread, which all
 * its connections share; {@link #reinstated} may be called from any.
 */
final class Session {
    private final LoopSessions sessions;
    private final SessionParameters parameters;
    private final TargetPortalGroup target;
    private final int tsih;
    private final CommandWindow window;
    private final ItNexus nexus;
    private final SessionBuffers buffers;
    private final RetainedBytes retainedBytes;
    private final AbortedDataOut awaitedTransfers = new AbortedDataOut(this);
    private final ResponseFence responseFence = new ResponseFence(this);

    private final CommandCounts traffic;
    private final SessionConnections connections = new SessionConnections();
    private final OpenCommands commands;
    private final CommandOrder order;
    private final SessionDeadlines deadlines;
    private final ReinstatementFence fence = new ReinstatementFence();
    private LostTasks lostTasks;
    private int transferTag;
    private Runnable whenIdle;
    private boolean ending;
    private boolean inBackground;
    private final Drain drain;

    /**
     * @param target null for a discovery session
     * @param buffers of its own, null for a discovery session
     */
    Session(
            LoopSessions sessions,
            SessionParameters parameters,
            TargetPortalGroup target,
            int tsih,
            int firstCmdSn,
            int queueDepth,
            SessionBuffers buffers) {
        this.sessions = sessions;
        this.parameters = parameters;
        this.target = target;
        this.tsih = tsih;
        this.traffic = new CommandCounts(loop().now());
        this.drain = new Drain(sessions.loop());
        this.window = new CommandWindow(firstCmdSn, queueDepth);
        this.order = new CommandOrder(window, queueDepth);
        this.commands = new OpenCommands(this);
        this.buffers = buffers;
        this.retainedBytes = new RetainedBytes(sessions.retained());
        boolean keepsTasks = parameters.errorRecoveryLevel() == 2 && parameters.defaultTime2Retain() > 0;
        this.lostTasks = keepsTasks ? new LostTasks(this) : null;
        this.deadlines = new SessionDeadlines(this);
        this.nexus = target == null ? null : target.attach(this, new NexusEvents(this), buffers.heap());
    }

    IoLoop loop() {
        return sessions.loop();
    }

    /** Null for a discovery session, which has no commands. */
    SessionBuffers buffers() {
        return buffers;
    }

    SessionParameters parameters() {
        return parameters;
    }

    String initiatorName() {
        return parameters.initiatorName();
    }

    long isid() {
        return parameters.isid();
    }

    String targetName() {
        return target == null ? "discovery" : target.targetName();
    }

    int tsih() {
        return tsih;
    }

    KeepAlive keepAlive() {
        return target == null ? sessions.server().settings().discoveryKeepAlive() : target.keepAlive();
    }

    TransferPace pace() {
        return sessions.server().settings().pace();
    }

    TargetPortalGroup portalGroup() {
        return target;
    }

    CommandOrder order() {
        return order;
    }

    SessionConnections connections() {
        return connections;
    }

    /** A connection has logged in to this session; it takes the place of an older one with its CID. */
    void join(Connection connection) {
        Connection former = connections.find(connection.parameters().cid());
        if (former != null) {
            lost(former);
            former.io().close("reinstated by a new login");
        }
        connections.add(connection);
        connection.sequence().window(window);
        if (recovers()) {
            connection.sequence().keepLog();
        }
        connection.enter(new FullFeaturePhase(sessions, connection, this));
    }

    CommandWindow window() {
        return window;
    }

    /** Whether its error recovery level is 1 or 2. */
    boolean recovers() {
        return parameters.errorRecoveryLevel() > 0;
    }

    RetainedBytes retainedBytes() {
        return retainedBytes;
    }

    /** Its commands that have no status yet. */
    OpenCommands commands() {
        return commands;
    }

    ItNexus nexus() {
        return nexus;
    }

    TargetPort scsi() {
        return target.scsi();
    }

    ResponseFence responseFence() {
        return responseFence;
    }

    /** What the initiator still sends for tasks that it has had aborted. */
    AbortedDataOut awaitedTransfers() {
        return awaitedTransfers;
    }

    int nextTransferTag() {
        transferTag = transferTag == BasicHeader.NO_TAG - 1 ? 1 : transferTag + 1;
        return transferTag;
    }

    /** A command PDU is here whole: it goes to the device server in the order of CmdSN. */
    void arrived(ScsiExchange command) {
        command.waitForTurn();
        if (command.request().isImmediate()) {
            command.turn();
        } else {
            order.arrived(command);
        }
    }

    /** Gives a command to the device server, or keeps it while there is a fence. */
    void deliver(ScsiExchange command) {
        if (whenIdle != null) {
            command.refuse();
        } else if (fence.isRaised()) {
            fence.hold(command);
        } else {
            command.deliver();
        }
    }

    /** A command has ended with a status, {@code nanos} after its header arrived. */
    void ended(CommandRequest request, long nanos) {
        sessions.statistics().ended(request, nanos);
        traffic.ended(request);
    }

    /** What it has done. */
    CommandCounts traffic() {
        return traffic;
    }

    /** A command's status is about to be sent, or it ends without one. */
    void statusDue(ScsiExchange command) {
        commands.remove(command);
        if (commands.isEmpty() && whenIdle != null) {
            whenIdle.run();
        }
        if (!command.request().isImmediate()) {
            window.ended();
        }
    }

    void recycle(ScsiExchange command) {
        commands.recycle(command);
        checkDrained();
    }

    /** Aborts a command that has no status yet. */
    void abort(ScsiExchange command) {
        if (fence.letGo(command)) {
            command.turnLost();
        } else {
            command.abort();
        }
    }

    /** Holds commands back until {@link #fenceLifted}. */
    void raiseFence() {
        fence.raise();
    }

    void fenceLifted() {
        Ending.run(fence::lift, this::checkDrained);
    }

    /**
     * Another session takes this one's place. The connection is closed now; {@code drainedAction} runs on this session's
     * loop when no task of it can touch a disk any more. Any thread.
     */
    void reinstated(Runnable drainedAction) {
        whenDrained(drainedAction);
        loop().execute(() -> giveUp("reinstated by a new login"));
    }

    /** Runs {@code action} on this session's loop when no task of it can touch a disk any more. Any thread. */
    void whenDrained(Runnable action) {
        drain.whenDone(action);
    }

    /** Ends it as {@link #giveUp} does, when what waits has been sent. */
    void drop(String reason) {
        keepNothing();
        connections.closeAllAfterSending(this, reason);
        endIfEmpty();
    }

    /** Takes no further commands: they end with BUSY. When those that are open have ended, the connections are closed. */
    void finish(String reason) {
        if (whenIdle != null) {
            return;
        }
        whenIdle = () -> connections.closeAllAfterSending(this, reason);
        fence.refuseAll();
        keepNothing();
        if (commands.isEmpty()) {
            whenIdle.run();
        }
        endIfEmpty();
    }

    /** Whether the tasks of a connection outlive it. */
    boolean keepsTasksOf(Connection connection) {
        return lostTasks != null && !ending && !connection.isLoggedOut() && connections.contains(connection);
    }

    /** What has lost its connection and may go on over another; null below error recovery level 2. */
    LostTasks lostTasks() {
        return lostTasks;
    }

    /** A connection is gone. Its tasks go with it, unless they are kept. */
    void lost(Connection connection) {
        if (keepsTasksOf(connection)) {
            connections.remove(connection);
            lostTasks.keep(connection);
            responseFence.left(connection);
        } else {
            leave(connection);
        }
    }

    /** About once a second. */
    void tick(long nowNanos) {
        deadlines.tick(nowNanos);
        if (lostTasks != null) {
            lostTasks.expire(nowNanos);
            if (connections.isEmpty() && lostTasks.isEmpty()) {
                end();
            }
        }
    }

    /** A login that was to bring it a connection has failed: it ends where it has no other. */
    void giveUpIfEmpty(String reason) {
        if (connections.isEmpty() && lostTasks == null) {
            giveUp(reason);
        }
    }

    /** Keeps nothing any more for what may come back: it ends with its last connection, or now. */
    void giveUp(String reason) {
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
    void leave(Connection connection) {
        if (!connections.remove(connection)) {
            return;
        }
        Ending.run(
                () -> ConnectionTaskTermination.of(this, connection),
                () -> responseFence.left(connection),
                () -> releaseSent(connection),
                this::endIfEmpty);
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
        Ending.run(
                this::keepNothing,
                order::end,
                () -> Ending.forEach(commands.all(), this::abort),
                this::abortBackground,
                this::checkDrained);
    }

    private void abortBackground() {
        if (target != null) {
            inBackground = true;
            target.scsi().abortAll(nexus, this::backgroundAtRest);
        }
    }

    /** Nothing goes on any more that outlived its command. */
    private void backgroundAtRest() {
        inBackground = false;
        checkDrained();
    }

    /** Behind its own fence a session is not drained: whoever takes its place has to wait for that one's predecessor, too. */
    private void checkDrained() {
        if (!ending || commands.inUse() > 0 || inBackground || fence.isRaised() || drain.isDone()) {
            return;
        }
        drain.done(() -> Ending.run(this::detach, this::releaseBuffers, () -> sessions.sessionEnded(this)));
    }

    private void detach() {
        if (target != null) {
            // Not before: whoever logs in again has to wait for the disk operations of this one.
            Ending.run(() -> target.leave(this), () -> target.scsi().detach(nexus));
        }
    }

    private void releaseBuffers() {
        if (buffers != null) {
            buffers.close();
        }
    }
}
