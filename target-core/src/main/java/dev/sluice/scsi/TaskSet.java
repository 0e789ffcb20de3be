package dev.sluice.scsi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tasks under way that share a loop and a logical unit, as a linked list through the tasks. Owner: the loop thread. */
final class TaskSet {
    /** With so many tasks in line, one more waits better at its initiator. */
    static final int MOST = 4096;

    /** So many of each nexus are taken all the same: who fills the line does not shut others out. */
    static final int SURE = 32;

    private record Waiter(Predicate<ScsiTask> concerned, long upTo, Runnable rested) {}

    private final List<Waiter> waiters = new ArrayList<>(0);
    private final TaskOrder order = new TaskOrder(this);
    private ScsiTask first;
    private int size;
    private long lastSerial;

    TaskOrder order() {
        return order;
    }

    int size() {
        return size;
    }

    /** Whether there are more tasks than there may be, and {@code nexus} has more than it is sure of. */
    boolean isTooFullFor(UnitNexus nexus) {
        return size > MOST && nexus.tasks() > SURE;
    }

    void add(ScsiTask task) {
        size++;
        if (task.unitNexus() != null) {
            task.unitNexus().countTasks(1);
        }
        task.set = this;
        task.serial = ++lastSerial;
        task.previous = null;
        task.next = first;
        if (first != null) {
            first.previous = task;
        }
        first = task;
    }

    /** The caller tells the transport, and then calls {@link #checkWaiters}. */
    void remove(ScsiTask task) {
        size--;
        if (task.unitNexus() != null) {
            task.unitNexus().countTasks(-1);
        }
        if (task.previous == null) {
            first = task.next;
        } else {
            task.previous.next = task.next;
        }
        if (task.next != null) {
            task.next.previous = task.previous;
        }
        task.previous = null;
        task.next = null;
        task.set = null;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Whether an access of any task goes before an atomic command's range. */
    boolean anyGoesBefore(AtomicRange range) {
        for (ScsiTask task = first; task != null; task = task.next) {
            if (task.goesBefore(range)) {
                return true;
            }
        }
        return false;
    }

    /** Calls {@code action}, which must not end tasks, for every task. */
    void forEach(Consumer<ScsiTask> action) {
        for (ScsiTask task = first; task != null; task = task.next) {
            action.accept(task);
        }
    }

    /** Aborts the tasks that are {@code concerned}, and runs {@code rested} when they are at rest, maybe from within. */
    void abort(Predicate<ScsiTask> concerned, Consumer<ScsiTask> aborter, Runnable rested) {
        long upTo = lastSerial;
        List<ScsiTask> tasks = new ArrayList<>();
        for (ScsiTask task = first; task != null; task = task.next) {
            if (concerned.test(task)) {
                tasks.add(task);
            }
        }
        for (ScsiTask task : tasks) {
            if (task.set == this && task.serial <= upTo) {
                aborter.accept(task);
            }
        }
        waiters.add(new Waiter(concerned, upTo, rested));
        checkWaiters();
    }

    /** Runs {@code rested} when the tasks that are there now and are {@code concerned} have ended, maybe from within. */
    void awaitRest(Predicate<ScsiTask> concerned, Runnable rested) {
        waiters.add(new Waiter(concerned, lastSerial, rested));
        checkWaiters();
    }

    void checkWaiters() {
        if (waiters.isEmpty()) {
            return;
        }
        List<Runnable> due = new ArrayList<>();
        for (Iterator<Waiter> it = waiters.iterator(); it.hasNext(); ) {
            Waiter waiter = it.next();
            if (!holds(waiter)) {
                it.remove();
                due.add(waiter.rested());
            }
        }
        due.forEach(Runnable::run);
    }

    private boolean holds(Waiter waiter) {
        for (ScsiTask task = first; task != null; task = task.next) {
            if (task.serial <= waiter.upTo() && waiter.concerned().test(task)) {
                return true;
            }
        }
        return false;
    }
}
