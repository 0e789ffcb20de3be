package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.login.ConnectionParameters;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.transport.Outgoing;
import dev.sluice.scsi.ItNexus;
import dev.sluice.scsi.ScsiTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * A session: an I_T nexus, the command window, and the commands that are open (RFC 7143 4.4, 7).
 *
 * <p>It ends with its connection. Its tasks are then aborted, and only when the last has come to rest does the nexus go;
 * a session that takes its place is answered at once but its commands wait until then. Owner: the loop thread; {@link
 * #reinstated} may be called from any.
 */
final class Session {
    private static final int MAX_IMMEDIATE_COMMANDS = 32;

    private final LoopSessions sessions;
    private final Connection connection;
    private final SessionParameters parameters;
    private final PortalGroup target;
    private final int tsih;
    private final ConnectionParameters connectionParameters;
    private final CommandWindow window;
    private final ItNexus nexus;
    private final UnsolicitedStock stock;
    private final FullFeaturePhase phase;

    private final Int2ObjectHashMap<Command> open = new Int2ObjectHashMap<>();
    private final ArrayDeque<Command> idle = new ArrayDeque<>();
    /** Commands whose turn has not come, by CmdSN. */
    private final Command[] early;

    private final ArrayDeque<Command> fenced = new ArrayDeque<>();
    private boolean fence;
    private int immediateCount;
    private int inUse;
    private int transferTag;
    private Runnable whenIdle;
    private boolean ending;
    private boolean drained;
    private final List<Runnable> whenDrained = new ArrayList<>(1);

    /** @param target null for a discovery session */
    Session(
            LoopSessions sessions,
            Connection connection,
            SessionParameters parameters,
            ConnectionParameters connectionParameters,
            PortalGroup target,
            int tsih,
            int firstCmdSn,
            int queueDepth,
            UnsolicitedStock stock) {
        this.sessions = sessions;
        this.connection = connection;
        this.parameters = parameters;
        this.target = target;
        this.tsih = tsih;
        this.connectionParameters = connectionParameters;
        this.window = new CommandWindow(firstCmdSn, queueDepth);
        this.early = new Command[Integer.highestOneBit(queueDepth * 2 - 1)];
        this.stock = stock;
        this.nexus = target == null ? null : target.scsi().attach(initiatorPort(parameters), sessions.loop());
        this.phase = new FullFeaturePhase(sessions, connection, this);
    }

    /** The name of a SCSI initiator port, RFC 7143 4.6.1. */
    private static String initiatorPort(SessionParameters parameters) {
        return parameters.initiatorName() + ",i,0x" + String.format("%012x", parameters.isid());
    }

    IoLoop loop() {
        return sessions.loop();
    }

    BufferPool solicitedBuffers() {
        return sessions.loop().solicitedBuffers();
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

    ConnectionParameters connectionParameters() {
        return connectionParameters;
    }

    CommandWindow window() {
        return window;
    }

    ItNexus nexus() {
        return nexus;
    }

    ScsiTarget scsi() {
        return target.scsi();
    }

    FullFeaturePhase phase() {
        return phase;
    }

    /** The numbers that PDUs of this session carry. */
    StatusSequence sequence() {
        return connection.sequence();
    }

    void send(Outgoing item) {
        connection.io().send(item);
    }

    int nextTransferTag() {
        transferTag = transferTag == BasicHeader.NO_TAG - 1 ? 1 : transferTag + 1;
        return transferTag;
    }

    /** The open command with that Initiator Task Tag, or null. */
    Command find(int tag) {
        return open.get(tag);
    }

    /** Whether another immediate command would be too many. */
    boolean tooManyImmediate() {
        return immediateCount >= MAX_IMMEDIATE_COMMANDS;
    }

    /** Begins a command whose header has arrived. */
    Command begin(BasicHeader header, ScsiCommandHeader fields) {
        Command command = idle.poll();
        if (command == null) {
            command = new Command(this);
        }
        inUse++;
        command.begin(header, fields);
        if (command.isImmediate()) {
            immediateCount++;
        }
        open.put(command.tag(), command);
        return command;
    }

    /** A buffer for unsolicited data, or null where there is none. */
    IoBuffer unsolicitedBuffer() {
        return stock == null ? null : stock.lend();
    }

    /** A command PDU is here whole: it goes to the device server in the order of CmdSN. */
    void arrived(Command command) {
        if (command.isImmediate()) {
            deliver(command);
        } else {
            early[command.cmdSn() & (early.length - 1)] = command;
            deliverInOrder();
        }
    }

    /** Whether a command with that CmdSN is here already. */
    boolean isEarly(int cmdSn) {
        return early[cmdSn & (early.length - 1)] != null;
    }

    /** A request that is no SCSI command took the expected CmdSN, and is done with. */
    void passedOver() {
        window.arrived();
        window.ended();
        deliverInOrder();
    }

    private void deliverInOrder() {
        int at;
        while (early[at = window.expCmdSn() & (early.length - 1)] != null) {
            Command command = early[at];
            early[at] = null;
            window.arrived();
            deliver(command);
        }
    }

    private void deliver(Command command) {
        if (whenIdle != null) {
            command.refuse();
        } else if (fence) {
            fenced.add(command);
        } else {
            command.deliver();
        }
    }

    CommandStatistics statistics() {
        return sessions.statistics();
    }

    /** A command's status is about to be sent, or it ends without one. */
    void statusDue(Command command) {
        open.remove(command.tag());
        if (open.isEmpty() && whenIdle != null) {
            whenIdle.run();
        }
        if (command.isImmediate()) {
            immediateCount--;
        } else {
            window.ended();
        }
    }

    void recycle(Command command) {
        idle.push(command);
        inUse--;
        checkDrained();
    }

    /** Aborts a command that has no status yet. */
    void abort(Command command) {
        fenced.remove(command);
        command.abort();
    }

    /** Ends the commands of a logical unit, or of all where it is null, that the device server has not got yet. */
    void dropUndelivered(Long lun) {
        for (Command command : List.copyOf(fenced)) {
            if (lun == null || command.lun() == lun) {
                abort(command);
            }
        }
    }

    /** Calls {@code check} for every open command. */
    void forEachOpen(Consumer<Command> check) {
        open.values().forEach(check);
    }

    /** Holds commands back until {@link #fenceLifted}. */
    void raiseFence() {
        fence = true;
    }

    void fenceLifted() {
        fence = false;
        Command command;
        while (!fence && (command = fenced.poll()) != null) {
            command.deliver();
        }
        checkDrained();
    }

    /**
     * Another session takes this one's place. The connection is closed now; {@code drainedAction} runs on this session's
     * loop when no task of it can touch a disk any more. Any thread.
     */
    void reinstated(Runnable drainedAction) {
        loop().execute(() -> {
            if (drained) {
                drainedAction.run();
            } else {
                whenDrained.add(drainedAction);
                connection.io().close("reinstated by a new login");
            }
        });
    }

    /** Takes no further commands: they end with BUSY. {@code idleAction} runs when those that are open have ended. */
    void finish(Runnable idleAction) {
        whenIdle = idleAction;
        for (Command command : List.copyOf(fenced)) {
            fenced.remove(command);
            command.refuse();
        }
        if (open.isEmpty()) {
            idleAction.run();
        }
    }

    /** The connection is gone, and the session with it. */
    void ended() {
        ending = true;
        if (target != null) {
            target.leave(this);
        }
        for (int i = 0; i < early.length; i++) {
            early[i] = null;
        }
        for (Command command : new ArrayList<>(open.values())) {
            abort(command);
        }
        checkDrained();
    }

    /** Behind its own fence a session is not drained: whoever takes its place has to wait for that one's predecessor, too. */
    private void checkDrained() {
        if (!ending || inUse > 0 || fence || drained) {
            return;
        }
        drained = true;
        if (target != null) {
            target.scsi().detach(nexus);
        }
        if (stock != null) {
            stock.release();
        }
        sessions.sessionEnded(this);
        whenDrained.forEach(Runnable::run);
    }
}
