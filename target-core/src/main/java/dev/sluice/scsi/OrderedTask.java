package dev.sluice.scsi;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ORDERED task on its way (SAM-5 8.6.4): it is carried out when all tasks that came before it, on whichever loop, have ended, and what
 * comes after it waits until it has ended.
 */
final class OrderedTask {
    private final ScsiTask task;
    private final long serial;
    private final long ticket;
    private final List<LoopUnit> channels;
    private final AtomicInteger busyChannels;

    /** @param ticket greater than those of the ordered tasks that came before */
    OrderedTask(ScsiTask task, long ticket, List<LoopUnit> channels) {
        this.task = task;
        this.serial = task.serial;
        this.ticket = ticket;
        this.channels = channels;
        this.busyChannels = new AtomicInteger(channels.size());
    }

    long ticket() {
        return ticket;
    }

    List<LoopUnit> channels() {
        return channels;
    }

    /** All that came before it on one of the loops has ended. On that loop. */
    void reached() {
        if (busyChannels.decrementAndGet() == 0) {
            task.loop().execute(() -> {
                if (task.isStill(serial)) {
                    task.release();
                    TargetPort.enable(task);
                }
            });
        }
    }

    /** It has ended, before its turn or after it: the others go on. On its loop. */
    void ended() {
        for (LoopUnit channel : channels) {
            if (channel.loop().inLoop()) {
                channel.tasks().order().passed(this);
            } else {
                channel.loop().execute(() -> channel.tasks().order().passed(this));
            }
        }
    }
}
