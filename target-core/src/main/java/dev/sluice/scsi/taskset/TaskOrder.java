package dev.sluice.scsi.taskset;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tasks of a task set have to wait for an ordered one: the part of SAM-5 8 that concerns one loop. Between two ordered tasks are
 * those that came between them. Owner: the loop thread.
 */
final class TaskOrder {
    private record Waiter(QueuedTask task, long serial) {}

    private static final class Section {
        final OrderedTask begin;
        final List<Waiter> waiters = new ArrayList<>();
        boolean reached;

        Section(OrderedTask begin) {
            this.begin = begin;
        }
    }

    private final TaskSet set;
    private final List<Section> sections = new ArrayList<>(0);
    private int held;

    TaskOrder(TaskSet set) {
        this.set = set;
    }

    /** A task that was carried out has ended, and has left the set. */
    void ended() {
        look();
    }

    /** A task of the set is not carried out yet. */
    void held() {
        held++;
    }

    /** A held task is carried out from now on, or will be within this call. */
    void released() {
        held--;
    }

    /** A held task waits for the ordered one that came last. */
    void await(QueuedTask task) {
        sections.getLast().waiters.add(new Waiter(task, task.serial));
    }

    /** A held task has been aborted, and has left the set. */
    void gaveUp(QueuedTask task) {
        held--;
        sections.forEach(section -> section.waiters.removeIf(waiter -> waiter.task == task));
    }

    /** An ordered task has come, on whichever loop. */
    void came(OrderedTask task) {
        int at = sections.size();
        while (at > 0 && sections.get(at - 1).begin.ticket() > task.ticket()) {
            at--;
        }
        sections.add(at, new Section(task));
        set.ordered(true);
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
        set.ordered(!sections.isEmpty());
        if (at > 0) {
            sections.get(at - 1).waiters.addAll(free);
            return;
        }
        free.forEach(waiter -> waiter.task.release());
        // A task that is enabled may end within the call, and others with it.
        for (Waiter waiter : free) {
            if (waiter.task.isStill(waiter.serial)) {
                waiter.task.enable();
            }
        }
        look();
    }

    private void look() {
        if (set.size() == held && !sections.isEmpty() && !sections.getFirst().reached) {
            sections.getFirst().reached = true;
            sections.getFirst().begin.reached();
        }
    }
}
