package dev.sluice.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tasks of a task set have to wait for an ordered one: the part of SAM-5 8 that concerns one loop. Between two ordered tasks are
 * those that came between them. Owner: the loop thread.
 */
final class TaskOrder {
    private record Waiter(ScsiTask task, long serial) {}

    private static final class Section {
        final OrderedTask begin;
        final List<Waiter> waiters = new ArrayList<>();
        boolean reached;

        Section(OrderedTask begin) {
            this.begin = begin;
        }
    }

    private final List<Section> sections = new ArrayList<>(0);
    private int running;

    /** Whether an ordered task has come, and has not ended. */
    boolean isAny() {
        return !sections.isEmpty();
    }

    /** A task is carried out from now on, or will be within this call. */
    void started() {
        running++;
    }

    /** A task that was carried out has ended. */
    void ended() {
        running--;
        if (!sections.isEmpty()) {
            look();
        }
    }

    /** A task that counted as carried out is not yet: it waits. */
    void held() {
        running--;
    }

    /** A held task waits for the ordered one that came last. */
    void await(ScsiTask task) {
        sections.getLast().waiters.add(new Waiter(task, task.serial));
    }

    /** A waiting task has been aborted. */
    void gaveUp(ScsiTask task) {
        sections.forEach(section -> section.waiters.removeIf(waiter -> waiter.task == task));
    }

    /** An ordered task has come, on whichever loop. */
    void came(OrderedTask task) {
        int at = sections.size();
        while (at > 0 && sections.get(at - 1).begin.ticket() > task.ticket()) {
            at--;
        }
        sections.add(at, new Section(task));
        look();
    }

    /** An ordered task has ended, or is given up. */
    void passed(OrderedTask task) {
        int at = 0;
        while (at < sections.size() && sections.get(at).begin != task) {
            at++;
        }
        if (at == sections.size()) {
            return;
        }
        List<Waiter> free = sections.remove(at).waiters;
        if (at > 0) {
            sections.get(at - 1).waiters.addAll(free);
            return;
        }
        free.forEach(waiter -> waiter.task.release());
        // One that is enabled may end within that, and take others along.
        for (Waiter waiter : free) {
            if (waiter.task.isStill(waiter.serial)) {
                ScsiTarget.enable(waiter.task);
            }
        }
        look();
    }

    private void look() {
        if (running == 0 && !sections.isEmpty() && !sections.getFirst().reached) {
            sections.getFirst().reached = true;
            sections.getFirst().begin.reached();
        }
    }
}
