package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The tasks of a logical unit on all loops at once: aborts them, awaits them, counts them. Any thread. */
final class UnitTasks {
    private final Collection<UnitChannel> channels;

    /** @param channels those of all loops, a live view */
    UnitTasks(Collection<UnitChannel> channels) {
        this.channels = channels;
    }

    /**
     * Aborts the tasks of {@code by} within {@code scope}, on whose loop this is, and those of all others.
     *
     * @param attention the unit attention condition for others who lose tasks, or 0 for none
     * @return completed, on any thread, when all of them are at rest
     */
    CompletableFuture<Void> abort(ItNexus by, TaskScope scope, int attention) {
        return abort(task -> task.nexus() != by || scope.concerns(task), by, attention);
    }

    /** As {@link #abort(ItNexus, TaskScope, int)}: the tasks that are {@code concerned}, and no unit attention condition. */
    CompletableFuture<Void> abort(Predicate<ScsiTask> concerned, ItNexus by) {
        return abort(concerned, by, 0);
    }

    private CompletableFuture<Void> abort(Predicate<ScsiTask> concerned, ItNexus by, int attention) {
        return onEveryChannel((channel, rested) -> {
            Set<UnitNexus> losers = new LinkedHashSet<>(2);
            channel.tasks().forEach(task -> {
                if (task.nexus() != by && concerned.test(task)) {
                    losers.add(task.unitNexus());
                }
            });
            for (UnitNexus loser : losers) {
                if (attention != 0) {
                    loser.establish(attention);
                }
                loser.nexus().listener().tasksTaken(loser.lun());
            }
            channel.tasks().abort(concerned, () -> {
                losers.forEach(loser -> loser.nexus().listener().tasksGone(loser.lun()));
                rested.run();
            });
        });
    }

    /** Completed, on any thread, when the tasks that are there now and are {@code concerned} have ended. */
    CompletableFuture<Void> awaitRest(Predicate<ScsiTask> concerned) {
        return onEveryChannel((channel, rested) -> channel.tasks().awaitRest(concerned, rested));
    }

    /** Aborts everything, and calls {@code atRest} for each channel when nothing of it is under way. */
    CompletableFuture<Void> abortAll(Consumer<UnitChannel> atRest) {
        return onEveryChannel((channel, rested) -> channel.tasks().abort(task -> true, () -> {
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
        void run(UnitChannel channel, Runnable rested);
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
