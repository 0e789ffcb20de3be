package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The commands of a session by Initiator Task Tag, from the header of their PDU until their status is due; their objects are used
 * again and again. Owner: the session's loop thread.
 */
final class OpenCommands {
    private static final int MAX_IMMEDIATE_COMMANDS = 32;

    private final Session session;
    private final Int2ObjectHashMap<ScsiExchange> open = new Int2ObjectHashMap<>();
    private final ArrayDeque<ScsiExchange> idle = new ArrayDeque<>();
    private final StatusJournal notes = new StatusJournal();
    private int immediateCount;
    private int inUse;

    OpenCommands(Session session) {
        this.session = session;
    }

    /** What the journal is told of their ends. */
    StatusJournal notes() {
        return notes;
    }

    /** How many there are. */
    int open() {
        return open.size();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** How many objects are not idle: commands that are open, or that have PDUs to send. */
    int inUse() {
        return inUse;
    }

    /** All that are open, in a list of the caller's own. */
    List<ScsiExchange> all() {
        return List.copyOf(open.values());
    }

    /** A command is not open any more: its status is due, or its PDU will never be whole and to the initiator it has not arrived. */
    void remove(ScsiExchange command) {
        open.remove(command.request().tag());
        if (command.request().isImmediate()) {
            immediateCount--;
        }
    }

    /** Takes an object back. */
    void recycle(ScsiExchange command) {
        idle.push(command);
        inUse--;
    }

    /** The data of an open command whose acknowledgement was asked for with that Target Transfer Tag, or null. */
    SentData findData(int transferTag) {
        for (ScsiExchange command : open.values()) {
            if (command.sentData() != null && command.sentData().acknowledgeTag() == transferTag) {
                return command.sentData();
            }
        }
        return null;
    }

    /** The open command with that Initiator Task Tag, or null. */
    ScsiExchange find(int tag) {
        return open.get(tag);
    }

    /**
     * Whether another immediate command on {@code connection} would be too many. RFC 7143 4.2.2.1: one at a time is never. Data that follow
     * it unasked need a place of those that the session has for each of its connections.
     */
    boolean tooManyImmediate(Connection connection, boolean announcesData) {
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
    ScsiExchange begin(BasicHeader header, Connection connection) {
        ScsiExchange command = idle.poll();
        if (command == null) {
            command = new ScsiExchange(session);
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
    void forEach(Consumer<ScsiExchange> check) {
        open.values().forEach(check);
    }

    /** Open commands whose answers go to {@code connection}, or, where it is null, to none. */
    List<ScsiExchange> of(Connection connection) {
        List<ScsiExchange> commands = new ArrayList<>();
        for (ScsiExchange command : open.values()) {
            if (command.connection() == connection) {
                commands.add(command);
            }
        }
        return commands;
    }
}
