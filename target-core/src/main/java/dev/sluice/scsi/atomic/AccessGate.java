package dev.sluice.scsi.atomic;

import dev.sluice.io.loop.IoLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The gate that the reads and writes of one loop to one unit pass: for the price of a volatile read while there is no atomic command.
 * With one, those of its range wait, and the gate tells it when those before it have ended. Every {@link MediumWatch} hears of
 * writes that concern it before they are submitted. Owner: the loop thread.
 */
public final class AccessGate {
    /** Runs {@code report} when no access goes before {@code range} any more. */
    private record Drain(AtomicRange range, Runnable report) {}

    private final IoLoop loop;
    private final AtomicAccess shared;
    private final AtomicReference<AtomicRanges> current;
    private final EarlierAccesses accesses;
    private final List<Drain> drains = new ArrayList<>(0);
    private final List<MediumAccess> waiting = new ArrayList<>(0);
    private final List<AtomicSection> sections = new ArrayList<>(0);

    /**
     * @param shared the ranges as all loops know them
     * @param current the ranges as they are now
     * @param accesses the accesses of the loop that are under way
     */
    AccessGate(IoLoop loop, AtomicAccess shared, AtomicReference<AtomicRanges> current, EarlierAccesses accesses) {
        this.loop = loop;
        this.shared = shared;
        this.current = current;
        this.accesses = accesses;
    }

    /** Returns true if {@code access} may begin; if not, {@link MediumAccess#admitted} follows. It is to {@linkplain #ended end}. */
    public boolean admits(MediumAccess access) {
        AtomicRanges ranges = current.get();
        if (ranges != AtomicRanges.NONE) {
            access.waitFor(ranges.lastTicket());
            if (access.isBlockedBy(ranges)) {
                waiting.add(access);
                return false;
            }
            access.tell(ranges);
        }
        access.begin();
        return true;
    }

    /** Notes the end of an access that was admitted. */
    public void ended(MediumAccess access) {
        access.end();
        checkDrains();
    }

    /** Takes one back that waits; false if it does not. */
    public boolean cancel(MediumAccess access) {
        if (!access.isWaiting()) {
            return false;
        }
        waiting.remove(access);
        ended(access);
        return true;
    }

    /** An atomic command, which is alone with its range, is about to change that. */
    public void changes(long offset, long length) {
        current.get().changes(offset, length);
    }

    IoLoop loop() {
        return loop;
    }

    AtomicAccess shared() {
        return shared;
    }

    /** Closes the gate: no access comes any more. */
    public void close() {
        shared.close(this);
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

    /** Lets in the accesses that waited for a range which is gone. */
    void rangesChanged() {
        AtomicRanges ranges = current.get();
        drains.removeIf(drain -> !ranges.contains(drain.range()));
        for (MediumAccess access : List.copyOf(waiting)) {
            if (access.isWaiting() && !access.isBlockedBy(ranges)) {
                waiting.remove(access);
                access.tell(ranges);
                access.begin();
                access.admitted();
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
        if (accesses.anyGoesBefore(drain.range())) {
            return false;
        }
        drain.report().run();
        return true;
    }
}
