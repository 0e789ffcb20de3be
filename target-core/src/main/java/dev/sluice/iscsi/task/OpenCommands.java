package dev.sluice.iscsi.task;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.recovery.SentData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The commands of a session by Initiator Task Tag, from the header of their PDU until their status is due; their objects are used
 * again and again. Owner: the session's loop thread.
 */
public final class OpenCommands {
    private static final int MAX_IMMEDIATE_COMMANDS = 32;

    private final TaskSession session;
    private final TaskResources resources;
    private final Int2ObjectHashMap<ScsiExchange> open = new Int2ObjectHashMap<>();
    private final ArrayDeque<ScsiExchange> idle = new ArrayDeque<>();
    private int immediateCount;
    private int inUse;

    public OpenCommands(TaskSession session, TaskResources resources) {
        this.session = session;
        this.resources = resources;
    }

    /** Number of open commands. */
    public int open() {
        return open.size();
    }

    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Number of objects that are not idle: of commands that are open, or that have PDUs to send. */
    public int inUse() {
        return inUse;
    }

    /** Open commands, in a list of the caller's own. */
    public List<ScsiExchange> all() {
        return List.copyOf(open.values());
    }

    /** A command is not open any more: its status is due, or its PDU will never be whole and to the initiator it has not arrived. */
    public void remove(ScsiExchange command) {
        open.remove(command.request().tag());
        if (command.request().isImmediate()) {
            immediateCount--;
        }
    }

    /** Takes an object back. */
    public void recycle(ScsiExchange command) {
        idle.push(command);
        inUse--;
    }

    /** The data of an open command whose acknowledgement was asked for with that Target Transfer Tag, or null. */
    public SentData findData(int transferTag) {
        for (ScsiExchange command : open.values()) {
            if (command.sentData() != null && command.sentData().acknowledgeTag() == transferTag) {
                return command.sentData();
            }
        }
        return null;
    }

    /** The open command with that Initiator Task Tag, or null. */
    public ScsiExchange find(int tag) {
        return open.get(tag);
    }

    /**
     * Returns true if another immediate command on {@code connection} would be too many. RFC 7143 4.2.2.1: one at a time is never. Unsolicited data that follow
     * it need a place of those that the session has for each of its connections.
     */
    public boolean tooManyImmediate(Connection connection, boolean announcesData) {
        if (immediateCount == 0 || !announcesData && immediateCount < MAX_IMMEDIATE_COMMANDS) {
            return false;
        }
        for (ScsiExchange command : open.values()) {
            boolean rival = command.request().isImmediate() && command.connection() == connection;
            boolean full = immediateCount >= MAX_IMMEDIATE_COMMANDS;
            if (rival && (full || command.request().announcesData())) {
                return true;
            }
        }
        return false;
    }

    /** Begins a command whose header has arrived on {@code connection}. */
    public ScsiExchange begin(BasicHeader header, Connection connection) {
        ScsiExchange command = idle.poll();
        if (command == null) {
            command = new ScsiExchange(session, resources);
        }
        inUse++;
        command.begin(header, connection);
        if (command.request().isImmediate()) {
            immediateCount++;
        }
        open.put(command.request().tag(), command);
        return command;
    }

    /** Calls {@code check} for every open command. */
    public void forEach(Consumer<ScsiExchange> check) {
        open.values().forEach(check);
    }

    /** Open commands whose answers go to {@code connection}, or, where it is null, to none. */
    public List<ScsiExchange> of(Connection connection) {
        List<ScsiExchange> commands = new ArrayList<>();
        for (ScsiExchange command : open.values()) {
            if (command.connection() == connection) {
                commands.add(command);
            }
        }
        return commands;
    }
}
