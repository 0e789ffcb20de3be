package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.sense.AdditionalSense;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The tasks of a logical unit on all loops at once: aborts them, awaits them, counts them. Any thread. */
final class UnitTasks {
    private final Collection<LoopUnit> channels;
    private long lastTicket;

    /** @param channels those of all loops, a live view */
    UnitTasks(Collection<LoopUnit> channels) {
        this.channels = channels;
    }

    /**
     * Lets an ordered task, which is held, wait for its turn, and all that come after it wait for it. On its loop.
     *
     * <p>Ordered tasks get their tickets in the order in which the loops hear of them, so that no two wait for each other.
     */
    synchronized void order(ScsiTask task) {
        OrderedTask ordered = new OrderedTask(task, ++lastTicket, List.copyOf(channels));
        task.orderedAs(ordered);
        for (LoopUnit channel : ordered.channels()) {
            if (!channel.loop().inLoop()) {
                channel.loop().execute(() -> channel.tasks().order().came(ordered));
            }
        }
        task.channel().tasks().order().came(ordered);
    }

    /** CLEAR TASK SET (SAM-5 7.4). On the loop of {@code by}; completed, on any thread, when all tasks are at rest. */
    CompletableFuture<Void> clear(ItNexus by, TaskScope scope, UnitModes modes) {
        return abort(
                task -> task.nexus() == by ? scope.concerns(task) : !modes.separateTaskSets(),
                by,
                AbortNotice.of(modes));
    }

    /** What becomes of other tasks after an error (QERR, SPC-4 7.5.8). On the loop of the task. */
    void abortAfter(ScsiTask failed, UnitModes modes) {
        boolean everybody = modes.queueError() == UnitModes.QueueError.ABORT_ALL && !modes.separateTaskSets();
        abort(
                task -> task != failed && (everybody || task.nexus() == failed.nexus()),
                failed.nexus(),
                AbortNotice.of(modes));
    }

    /**
     * Aborts tasks; others than {@code by}, on whose loop this is, hear of those that they lose.
     *
     * @param notice how they hear of it
     * @return completed, on any thread, when all of them are at rest
     */
    CompletableFuture<Void> abort(Predicate<ScsiTask> concerned, ItNexus by, AbortNotice notice) {
        if (notice == AbortNotice.STATUS) {
            return onEveryChannel((channel, rested) -> channel.tasks()
                    .abort(
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
        return onEveryChannel((channel, rested) -> {
            Set<UnitNexus> losers = new LinkedHashSet<>(2);
            channel.tasks().forEach(task -> {
                if (task.nexus() != by && concerned.test(task)) {
                    losers.add(task.unitNexus());
                }
            });
            for (UnitNexus loser : losers) {
                if (notice == AbortNotice.ATTENTION) {
                    loser.establish(AdditionalSense.COMMANDS_CLEARED_BY_ANOTHER_INITIATOR);
                }
                loser.nexus().listener().tasksTaken(loser.lun());
            }
            channel.tasks().abort(concerned, ScsiTask::abort, () -> {
                losers.forEach(loser -> loser.nexus().listener().tasksGone(loser.lun()));
                rested.run();
            });
        });
    }

    /** Completed, on any thread, when the tasks that are carried out now and are {@code concerned} have ended. */
    CompletableFuture<Void> awaitRest(Predicate<ScsiTask> concerned) {
        Predicate<ScsiTask> carriedOut = concerned.and(task -> !task.isWaiting());
        return onEveryChannel((channel, rested) -> channel.tasks().awaitRest(carriedOut, rested));
    }

    /** Completed, on any thread, when the tasks that are there now have ended, those that wait as well. */
    CompletableFuture<Void> drained() {
        return onEveryChannel((channel, rested) -> channel.tasks().awaitRest(task -> true, rested));
    }

    /** Aborts everything, and calls {@code atRest} for each channel when nothing of it is under way. */
    CompletableFuture<Void> abortAll(Consumer<LoopUnit> atRest) {
        return onEveryChannel((channel, rested) -> channel.tasks().abort(task -> true, ScsiTask::abort, () -> {
            atRest.accept(channel);
            rested.run();
        }));
    }

    /** What all loops have counted; completed on any thread. */
    CompletableFuture<UnitStatistics> statistics() {
        AtomicReference<UnitStatistics> sum = new AtomicReference<>(UnitStatistics.NONE);
        return onEveryChannel((channel, done) -> {
                    sum.accumulateAndGet(
                            channel.counters().snapshot(channel.loop().nowNanos()), UnitStatistics::plus);
                    done.run();
                })
                .thenApply(ignored -> sum.get());
    }

    CompletableFuture<Void> resetStatistics() {
        return onEveryChannel((channel, done) -> {
            channel.counters().reset(channel.loop().nowNanos());
            done.run();
        });
    }

    private interface Work {
        void run(LoopUnit channel, Runnable rested);
    }

    /** At once where this is the channel's loop, so that no command slips in between. */
    private CompletableFuture<Void> onEveryChannel(Work work) {
        return CompletableFuture.allOf(channels.stream()
                .map(channel -> {
                    CompletableFuture<Void> rested = new CompletableFuture<>();
                    IoLoop loop = channel.loop();
                    Runnable here = () -> work.run(channel, () -> rested.complete(null));
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
