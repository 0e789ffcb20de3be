package dev.sluice.perf.hostile;

import dev.sluice.perf.fuzz.Counts;
import dev.sluice.perf.fuzz.FuzzRun;
import java.util.concurrent.atomic.AtomicLong;

/** Sends PDUs that are almost right. One thread. */
final class MutationAttack implements Attack {
    private final AtomicLong left;
    private final Counts counts;
    private final FuzzRun run;

    MutationAttack(Targets targets, AtomicLong left, Counts counts, int index, long seed) {
        this.left = left;
        this.counts = counts;
        this.run = new FuzzRun(targets.iscsi(), targets.open(), seed, index, left, counts);
    }

    @Override
    public void run() {
        run.run();
    }

    @Override
    public void stop() {
        left.set(0);
    }

    @Override
    public boolean isDone() {
        return left.get() <= 0;
    }

    @Override
    public String toString() {
        return "mutated: " + counts;
    }
}
