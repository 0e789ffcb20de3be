package dev.sluice.iscsi.session;

import dev.sluice.iscsi.task.ScsiExchange;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Holds the commands of a session back while those of the session whose place it has taken may still touch a disk. Owner: the session's loop
 * thread.
 */
final class ReinstatementFence {
    private final ArrayDeque<ScsiExchange> held = new ArrayDeque<>();
    private boolean raised = true;

    boolean isRaised() {
        return raised;
    }

    void hold(ScsiExchange command) {
        held.add(command);
    }

    /** Holds one no longer; false if it has not. */
    boolean letGo(ScsiExchange command) {
        return held.remove(command);
    }

    /** Delivers what is held, in order. */
    void lift() {
        raised = false;
        ScsiExchange command;
        while (!raised && (command = held.poll()) != null) {
            command.deliver();
        }
    }

    /** Refuses what is held. */
    void refuseAll() {
        for (ScsiExchange command : List.copyOf(held)) {
            held.remove(command);
            command.refuse();
        }
    }
}
