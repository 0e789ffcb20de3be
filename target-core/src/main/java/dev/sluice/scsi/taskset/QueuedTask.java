package dev.sluice.scsi.taskset;

import dev.sluice.scsi.atomic.AtomicRange;

/**
 * A task as its task set sees it: a place in the set, a place in the order of execution, and the ways to abort it.
 *
 * <p>A task enters a set by {@link #enter} and leaves it by {@link #leave}, again and again. Owner: the loop thread of the set.
 */
public abstract class QueuedTask {
    TaskSet set;
    QueuedTask previous;
    QueuedTask next;
    long serial;

    private boolean running;
    private boolean waiting;
    private boolean abortedWithStatus;
    private boolean abortRequested;
    /** The place in the order, null unless this is an ordered task. */
    private OrderedTask ordered;

    /** The I_T nexus that the task came from. */
    public abstract TaskSource nexus();

    /** The I_T_L nexus of the task, or null where its LUN leads nowhere. */
    public abstract TaskOwner unitNexus();

    /** Returns true while an access of the task goes before an atomic command's range. */
    protected abstract boolean goesBefore(AtomicRange range);

    /** Stops the work of the task; {@link #leave} follows when it is at rest, maybe from within this call. */
    protected abstract void stop();

    /** Carries out a task that has waited for its turn. */
    protected abstract void enable();

    /** Reports the end of the task, which has left its set; the task may enter a set again before this returns. */
    protected abstract void atRest();

    /** Returns true once the task is to be stopped. */
    public final boolean isAbortRequested() {
        return abortRequested;
    }

    /** Returns true if the aborted task ends with the status TASK ABORTED; SAM-5 5.3.1. */
    protected final boolean isAbortedWithStatus() {
        return abortedWithStatus;
    }

    /**
     * Stops the task. {@link #atRest} follows once nothing of it is under way, maybe from within this call. Without effect on a task
     * that has ended.
     */
    public final void abort() {
        if (running && !abortRequested) {
            abortRequested = true;
            stop();
        }
    }

    /** Stops the task as {@link #abort} does; it ends with the status TASK ABORTED; SAM-5 5.3.1. */
    final void abortWithStatus() {
        if (running && !abortRequested) {
            abortedWithStatus = true;
            abort();
        }
    }

    /** Forgets how the task ended before; the task is not running. */
    protected final void renew() {
        assert !running : "prepared while it runs";
        abortRequested = false;
        abortedWithStatus = false;
    }

    /** Enters a task set. */
    protected final void enter(TaskSet entered) {
        assert !running : "started twice";
        running = true;
        entered.add(this);
    }

    /** Leaves the task set; the last thing that is done with the task before it may be used again. */
    protected final void leave() {
        assert running : "ended twice";
        running = false;
        OrderedTask place = ordered;
        ordered = null;
        TaskSet left = set;
        left.remove(this);
        if (waiting) {
            waiting = false;
            left.order().gaveUp(this);
        } else if (left.isOrdered()) {
            left.order().ended();
        }
        atRest();
        if (place != null) {
            place.ended();
        }
        left.checkWaiters();
    }

    /** Lets the task, which is idle, wait for its turn. */
    public final void hold() {
        waiting = true;
        set.order().held();
    }

    /** Ends the wait of a held task: {@link #enable} follows. */
    final void release() {
        waiting = false;
        set.order().released();
    }

    /** Returns true while the task waits for its turn. */
    final boolean isWaiting() {
        return waiting;
    }

    /** Returns true if this is the same task as when it had that serial number, and has not ended. */
    final boolean isStill(long then) {
        return running && serial == then;
    }

    final void orderedAs(OrderedTask place) {
        ordered = place;
    }
}
