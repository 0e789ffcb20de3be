package dev.sluice.iscsi;

import java.util.Random;

/** The seed of a random test: printed when the test begins, and given again with {@code -Dsluice.seed=...}. */
public final class Seed {
    private Seed() {}

    /** A source of random numbers for {@code test}. */
    public static Random random(String test) {
        long seed = Long.getLong("sluice.seed", System.nanoTime());
        System.out.println(test + ": -Dsluice.seed=" + seed);
        return new Random(seed);
    }
}
