package dev.sluice.scsi.taskset;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.atomic.EarlierAccesses;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tasks under way that share a loop and a logical unit, as a linked list through the tasks. Owner: the loop thread. */
public final class TaskSet implements EarlierAccesses {
    /** The size of a full set: further tasks wait at their initiators. */
    public static final int MAX_TASKS = 4096;

    /** Tasks that each nexus may have in a full set: a nexus that fills it does not shut others out. */
    static final int GUARANTEED_TASKS = 32;

    private record Waiter(Predicate<QueuedTask> concerned, long upTo, Runnable rested) {}

    private final List<Waiter> waiters = new ArrayList<>(0);
    private final IoLoop loop;
    private final TaskOrder order = new TaskOrder(this);
    private QueuedTask first;
    private boolean ordered;
    private int size;
    private long lastSerial;

    /** Creates the set of one loop. */
    public TaskSet(IoLoop loop) {
        this.loop = loop;
    }

    IoLoop loop() {
        return loop;
    }

    TaskOrder order() {
        return order;
    }

    int size() {
        return size;
    }

    /**
     * Returns true if the set is full, and the nexus of the newest task has more tasks than are guaranteed to it.
     *
     * @param ownTasks tasks of that nexus in the set
     */
    public boolean isTooFullFor(int ownTasks) {
        return size > MAX_TASKS && ownTasks > GUARANTEED_TASKS;
    }

    /** Returns true while a task of ordered attribute has come and has not ended; SAM-5 8.6.4. */
    public boolean isOrdered() {
        return ordered;
    }

    void ordered(boolean now) {
        ordered = now;
    }

    /** Lets a held task wait for the ordered task that came last. */
    public void await(QueuedTask task) {
        order.await(task);
    }

    void add(QueuedTask task) {
        size++;
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
    void remove(QueuedTask task) {
        size--;
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

    /** Returns true if there is no task. */
    public boolean isEmpty() {
        return first == null;
    }

    @Override
    public boolean anyGoesBefore(AtomicRange range) {
        for (QueuedTask task = first; task != null; task = task.next) {
            if (task.goesBefore(range)) {
                return true;
            }
        }
        return false;
    }

    /** Calls {@code action}, which must not end tasks, for every task. */
    void forEach(Consumer<QueuedTask> action) {
        for (QueuedTask task = first; task != null; task = task.next) {
            action.accept(task);
        }
    }

    /** Aborts the tasks that are {@code concerned}, and runs {@code rested} when they are at rest, maybe from within. */
    public void abort(Predicate<QueuedTask> concerned, Consumer<QueuedTask> aborter, Runnable rested) {
        long upTo = lastSerial;
        List<QueuedTask> tasks = new ArrayList<>();
        for (QueuedTask task = first; task != null; task = task.next) {
            if (concerned.test(task)) {
                tasks.add(task);
            }
        }
        for (QueuedTask task : tasks) {
            if (task.set == this && task.serial <= upTo) {
                aborter.accept(task);
            }
        }
        waiters.add(new Waiter(concerned, upTo, rested));
        checkWaiters();
    }

    /** Runs {@code rested} when the tasks that are there now and are {@code concerned} have ended, maybe from within. */
    public void awaitRest(Predicate<QueuedTask> concerned, Runnable rested) {
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
        for (QueuedTask task = first; task != null; task = task.next) {
            if (task.serial <= waiter.upTo() && waiter.concerned().test(task)) {
                return true;
            }
        }
        return false;
    }
}
