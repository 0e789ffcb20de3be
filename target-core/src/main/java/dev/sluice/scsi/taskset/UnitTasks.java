package dev.sluice.scsi.taskset;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.sense.AdditionalSense;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The task sets of a logical unit on all loops: opens them, orders, aborts and awaits their tasks. Any thread. */
public final class UnitTasks {
    private final List<TaskSet> sets = new CopyOnWriteArrayList<>();
    private long lastTicket;

    /** Opens the task set of a loop. */
    public TaskSet open(IoLoop loop) {
        TaskSet set = new TaskSet(loop);
        sets.add(set);
        return set;
    }

    /** Closes a task set, which is empty. */
    public void close(TaskSet set) {
        assert set.isEmpty();
        sets.remove(set);
    }

    /**
     * Lets an ordered task, which is held, wait for its turn, and all that come after it wait for it. On its loop.
     *
     * <p>Ordered tasks get their tickets in the order in which the loops hear of them, so that no two wait for each other.
     */
    public synchronized void order(QueuedTask task) {
        OrderedTask ordered = new OrderedTask(task, ++lastTicket, List.copyOf(sets));
        task.orderedAs(ordered);
        for (TaskSet set : ordered.sets()) {
            if (!set.loop().inLoop()) {
                set.loop().execute(() -> set.order().came(ordered));
            }
        }
        task.set.order().came(ordered);
    }

    /**
     * Aborts tasks; nexuses other than {@code by} hear of the tasks that they lose. On the loop of {@code by}.
     *
     * @param notice the way in which they hear of it
     * @return completed, on any thread, when all of them are at rest
     */
    public CompletableFuture<Void> abort(Predicate<QueuedTask> concerned, TaskSource by, AbortNotice notice) {
        if (notice == AbortNotice.STATUS) {
            return onEverySet((set, rested) -> set.abort(
                    concerned,
                    task -> {
                        if (task.nexus() == by) {
                            task.abort();
                        } else {
                            task.abortWithStatus();
                        }
                    },
                    rested));
        }
        return onEverySet((set, rested) -> {
            Set<TaskOwner> losers = new LinkedHashSet<>(2);
            set.forEach(task -> {
                if (task.nexus() != by && concerned.test(task)) {
                    losers.add(task.unitNexus());
                }
            });
            for (TaskOwner loser : losers) {
                if (notice == AbortNotice.ATTENTION) {
                    loser.establish(AdditionalSense.COMMANDS_CLEARED_BY_ANOTHER_INITIATOR);
                }
                loser.nexus().tasksTaken(loser.lun());
            }
            set.abort(concerned, QueuedTask::abort, () -> {
                losers.forEach(loser -> loser.nexus().tasksGone(loser.lun()));
                rested.run();
            });
        });
    }

    /** Completed, on any thread, when the tasks that are carried out now and are {@code concerned} have ended. */
    public CompletableFuture<Void> awaitRest(Predicate<QueuedTask> concerned) {
        Predicate<QueuedTask> carriedOut = concerned.and(task -> !task.isWaiting());
        return onEverySet((set, rested) -> set.awaitRest(carriedOut, rested));
    }

    /** Completed, on any thread, when the tasks that are there now have ended, those that wait as well. */
    public CompletableFuture<Void> drained() {
        return onEverySet((set, rested) -> set.awaitRest(task -> true, rested));
    }

    /** Aborts everything, and calls {@code atRest} on each loop when nothing is under way there. */
    public CompletableFuture<Void> abortAll(Consumer<IoLoop> atRest) {
        return onEverySet((set, rested) -> set.abort(task -> true, QueuedTask::abort, () -> {
            atRest.accept(set.loop());
            rested.run();
        }));
    }

    private interface Work {
        void run(TaskSet set, Runnable rested);
    }

    /** At once where this is the set's loop, so that no command slips in between. */
    private CompletableFuture<Void> onEverySet(Work work) {
        return CompletableFuture.allOf(sets.stream()
                .map(set -> {
                    CompletableFuture<Void> rested = new CompletableFuture<>();
                    IoLoop loop = set.loop();
                    Runnable here = () -> work.run(set, () -> rested.complete(null));
                    if (loop.inLoop()) {
                        here.run();
                    } else {
                        loop.execute(here);
                    }
                    return rested;
                })
                .toArray(CompletableFuture[]::new));
    }
}
