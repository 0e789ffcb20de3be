package dev.sluice.iscsi.session;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.task.CommandCounts;
import dev.sluice.iscsi.task.CommandRequest;
import dev.sluice.iscsi.task.OpenCommands;
import dev.sluice.iscsi.task.ScsiExchange;
import dev.sluice.iscsi.task.StatusJournal;
import dev.sluice.iscsi.task.TaskResources;
import dev.sluice.iscsi.task.TaskSession;

/**
 * The tasks of a session: they begin in the order of CmdSN, behind the fence of a reinstatement, and their statuses move the command
 * window. Owner: the session's loop thread.
 */
final class SessionTasks implements TaskSession {
    private final Session session;
    private final CommandWindow window;
    private final ResponseFence responseFence;
    private final OpenCommands commands;
    private final CommandCounts traffic;
    /** Null where no session before this one is at work. */
    private ReinstatementFence fence;

    private boolean refusing;
    private boolean ending;

    /** Makes the tasks of a session whose other parts exist. */
    SessionTasks(Session session, SessionOwner owner) {
        this.session = session;
        this.traffic = owner.statistics().open(session.loop().now());
        this.window = session.window();
        this.responseFence = session.responseFence();
        this.commands = new OpenCommands(this, session.target() == null ? null : resources(session, owner));
    }

    private static TaskResources resources(Session session, SessionOwner owner) {
        return new TaskResources(
                owner.loop(),
                session.parameters(),
                session.buffers(),
                session.nexus(),
                session.transferTags(),
                new MemoryAccount(owner.memoryBudget()),
                new StatusJournal(session.journal(), owner.loop()));
    }

    /** Commands without a status. */
    OpenCommands commands() {
        return commands;
    }

    /** Counts of the commands that have ended. */
    CommandCounts traffic() {
        return traffic;
    }

    @Override
    public boolean mayBegin(ScsiExchange command) {
        if (refusing) {
            command.refuse();
            return false;
        }
        if (isFenced()) {
            fence.hold(command);
            return false;
        }
        return true;
    }

    @Override
    public boolean holdsStatus(ScsiExchange command) {
        return responseFence != null && responseFence.holds(command);
    }

    @Override
    public void ended(CommandRequest request, long nanos) {
        traffic.ended(request, nanos);
    }

    @Override
    public void notArrived(ScsiExchange command) {
        commands.remove(command);
    }

    @Override
    public void statusDue(ScsiExchange command) {
        commands.remove(command);
        if (refusing && commands.isEmpty()) {
            session.idle();
        }
        if (!command.request().isImmediate()) {
            window.ended();
        }
    }

    @Override
    public void recycle(ScsiExchange command) {
        commands.recycle(command);
        if (ending) {
            session.checkDrained();
        }
    }

    @Override
    public boolean keepsTasksOf(Connection connection) {
        return session.keepsTasksOf(connection);
    }

    /** Aborts a command that has no status yet. */
    void abort(ScsiExchange command) {
        if (fence != null && fence.letGo(command)) {
            command.turnLost();
        } else {
            command.abort();
        }
    }

    /** Aborts all commands that have no status yet: the session ends. */
    void abortAll() {
        ending = true;
        Ending.forEach(commands.all(), this::abort);
    }

    /** Ends all further commands with BUSY. */
    void refuse() {
        refusing = true;
        if (fence != null) {
            fence.refuseAll();
        }
    }

    /** Returns true after {@link #refuse}. */
    boolean isRefusing() {
        return refusing;
    }

    /** Holds commands back until {@link #liftFence}. */
    void raiseFence() {
        fence = new ReinstatementFence();
    }

    /** Delivers the commands held back. */
    void liftFence() {
        Ending.run(fence::lift, session::checkDrained);
    }

    private boolean isFenced() {
        return fence != null && fence.isRaised();
    }

    /**
     * Returns true while a command has PDUs to send or disk operations under way, or commands are held back: whoever takes this session's
     * place has to wait for the session before it, too.
     */
    boolean areUnderWay() {
        return commands.inUse() > 0 || isFenced();
    }
}
