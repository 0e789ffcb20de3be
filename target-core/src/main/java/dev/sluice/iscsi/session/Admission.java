package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps connections waiting while what they come for is being added: an initiator that is told that its target does not exist may give up
 * for good. Holds are counted. Owner: the first loop's thread.
 */
final class Admission {
    private final IoLoop loop;
    private final List<Runnable> waiting = new ArrayList<>();
    private int holds;

    Admission(IoLoop loop) {
        this.loop = loop;
    }

    /** Who connects to an address that is listened on after this waits. Any thread. */
    void hold() {
        loop.execute(() -> holds++);
    }

    /** Takes back a {@link #hold}; after the last one those who wait come in, in their order. Any thread. */
    void admit() {
        loop.execute(() -> {
            if (--holds == 0) {
                waiting.forEach(Runnable::run);
                waiting.clear();
            }
        });
    }

    /** Lets a connection in, now or later. On the loop's thread. */
    void pass(Runnable connection) {
        if (holds == 0) {
            connection.run();
        } else {
            waiting.add(connection);
        }
    }
}
