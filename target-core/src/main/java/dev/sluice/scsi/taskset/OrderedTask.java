package dev.sluice.scsi.taskset;

import dev.sluice.io.loop.IoLoop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ORDERED task on its way (SAM-5 8.6.4): it is carried out when all tasks that came before it, on whichever loop, have ended, and what
 * comes after it waits until it has ended.
 */
final class OrderedTask {
    private final QueuedTask task;
    private final IoLoop loop;
    private final long serial;
    private final long ticket;
    private final List<TaskSet> sets;
    private final AtomicInteger busySets;

    /** @param ticket greater than those of the ordered tasks that came before */
    OrderedTask(QueuedTask task, long ticket, List<TaskSet> sets) {
        this.task = task;
        this.loop = task.set.loop();
        this.serial = task.serial;
        this.ticket = ticket;
        this.sets = sets;
        this.busySets = new AtomicInteger(sets.size());
    }

    long ticket() {
        return ticket;
    }

    List<TaskSet> sets() {
        return sets;
    }

    /** Notes that every task before it on one of the loops has ended. On that loop. */
    void reached() {
        if (busySets.decrementAndGet() == 0) {
            loop.execute(() -> {
                if (task.isStill(serial)) {
                    task.release();
                    task.enable();
                }
            });
        }
    }

    /** It has ended, before its turn or after it: the others go on. On its loop. */
    void ended() {
        for (TaskSet set : sets) {
            if (set.loop().inLoop()) {
                set.order().passed(this);
            } else {
                set.loop().execute(() -> set.order().passed(this));
            }
        }
    }
}
