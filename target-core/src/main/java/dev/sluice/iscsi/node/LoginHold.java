package dev.sluice.iscsi.node;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.connection.IncomingConnection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps connections waiting while their targets are being added: an initiator that is told that its target does not exist may give up
 * for good. Holds are counted. Owner: the first loop's thread.
 */
final class LoginHold {
    private static final byte[] NOTHING = {};

    private final IoLoop loop;
    private final Map<IncomingConnection, LoopSessions> waiting = new LinkedHashMap<>();
    private int holds;
    private boolean closed;

    LoginHold(IoLoop loop) {
        this.loop = loop;
    }

    /** Connections to an address that is listened on after this wait. Any thread. */
    void hold() {
        loop.execute(() -> holds++);
    }

    /** Takes back a {@link #hold}; after the last one the waiting connections come in, in their order. Any thread. */
    void admit() {
        loop.execute(() -> {
            if (--holds == 0 && !closed) {
                Map<IncomingConnection, LoopSessions> all = new LinkedHashMap<>(waiting);
                waiting.clear();
                Ending.forEach(all.entrySet(), one -> one.getValue().adopt(one.getKey(), NOTHING));
            }
        });
    }

    /** Lets a connection in to {@code loop}, now or later. On the loop's thread. */
    void pass(IncomingConnection arrival, LoopSessions to) {
        if (closed) {
            arrival.abandon();
        } else if (holds == 0) {
            to.adopt(arrival, NOTHING);
        } else {
            // Those whose places were given to others wait no more: so there are never more here than places.
            waiting.keySet().removeIf(LoginHold::isGone);
            waiting.put(arrival, to);
        }
    }

    private static boolean isGone(IncomingConnection arrival) {
        if (arrival.isSentAway()) {
            arrival.abandon();
            return true;
        }
        return false;
    }

    /** Lets in nobody any more. Any thread. */
    void close() {
        loop.execute(() -> {
            closed = true;
            Map<IncomingConnection, LoopSessions> all = new LinkedHashMap<>(waiting);
            waiting.clear();
            Ending.forEach(all.keySet(), IncomingConnection::abandon);
        });
    }
}
