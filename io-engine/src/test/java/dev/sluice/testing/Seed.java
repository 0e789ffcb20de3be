package dev.sluice.testing;

import java.util.Random;

/** The seed of a random test: printed when the test begins, and given again with {@code -Dsluice.seed=...}. */
public final class Seed {
    private Seed() {}

    /** The seed for {@code test}. */
    public static long of(String test) {
        long seed = Long.getLong("sluice.seed", System.nanoTime());
        System.out.println(test + ": -Dsluice.seed=" + seed);
        return seed;
    }

    /** A source of random numbers for {@code test}. */
    public static Random random(String test) {
        return new Random(of(test));
    }
}
