package dev.sluice.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the writes of one loop to one unit pass: for the price of a volatile read while there is no atomic command.
 * With one, writes to its range wait, and the gate tells it when those before it have ended. Owner: the loop thread.
 */
public final class WriteGate {
    /** Runs {@code report} when no write goes before {@code range} any more. */
    private record Drain(AtomicRange range, Runnable report) {}

    private final AtomicAccess access;
    private final TaskSet tasks;
    private final List<Drain> drains = new ArrayList<>(0);
    private final List<MediumWrite> waiting = new ArrayList<>(0);
    private final List<AtomicSection> sections = new ArrayList<>(0);

    WriteGate(AtomicAccess access, TaskSet tasks) {
        this.access = access;
        this.tasks = tasks;
    }

    /** Whether {@code write} may begin; if not, {@link MediumWrite#admitted} follows. It is to {@linkplain #ended end}. */
    public boolean admits(MediumWrite write) {
        AtomicRanges ranges = access.ranges();
        if (!ranges.isEmpty()) {
            write.waitFor(ranges.lastTicket());
            if (write.isBlockedBy(ranges)) {
                waiting.add(write);
                return false;
            }
        }
        write.begin();
        return true;
    }

    /** A write that was admitted has ended. */
    public void ended(MediumWrite write) {
        write.end();
        checkDrains();
    }

    /** Takes a write back that waits; false if it does not. */
    public boolean cancel(MediumWrite write) {
        if (!write.isWaiting()) {
            return false;
        }
        waiting.remove(write);
        ended(write);
        return true;
    }

    void drain(AtomicRange range, Runnable report) {
        drains.add(new Drain(range, report));
        checkDrains();
    }

    void add(AtomicSection section) {
        sections.add(section);
    }

    void remove(AtomicSection section) {
        sections.remove(section);
    }

    /** A range is gone: lets in whoever waited for it. */
    void rangesChanged() {
        AtomicRanges ranges = access.ranges();
        drains.removeIf(drain -> !ranges.contains(drain.range()));
        for (MediumWrite write : List.copyOf(waiting)) {
            if (write.isWaiting() && !write.isBlockedBy(ranges)) {
                waiting.remove(write);
                write.begin();
                write.admitted();
            }
        }
        List.copyOf(sections).forEach(AtomicSection::goOn);
    }

    private void checkDrains() {
        if (!drains.isEmpty()) {
            drains.removeIf(this::isDone);
        }
    }

    private boolean isDone(Drain drain) {
        if (tasks.anyWritesBefore(drain.range())) {
            return false;
        }
        drain.report().run();
        return true;
    }
}
