package dev.sluice.iscsi.session;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayList;
import java.util.List;

/** The final rest of a session, and the actions that wait for it. Owner: the session's loop thread. */
final class Drain {
    private final IoLoop loop;
    private final List<Runnable> actions = new ArrayList<>(1);
    private boolean isDone;

    Drain(IoLoop loop) {
        this.loop = loop;
    }

    /** Runs {@code action} on the loop when it has. Any thread. */
    void whenDone(Runnable action) {
        loop.execute(() -> {
            if (isDone) {
                action.run();
            } else {
                actions.add(action);
            }
        });
    }

    boolean isDone() {
        return isDone;
    }

    /** It has. Runs {@code last}, and then all that wait. */
    void done(Runnable last) {
        isDone = true;
        Ending.run(last, () -> Ending.forEach(actions, Runnable::run));
    }
}
