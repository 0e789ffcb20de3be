package dev.sluice.perf.hostile;

import dev.sluice.perf.fuzz.Counts;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The amount of each attack. Counts that have to exceed a bound of the server are the same at any scale.
 *
 * @param resets in all
 * @param mutated PDUs in all
 * @param halfLogins at a time
 * @param seconds that the attacks last at least; longer where the counts are not reached yet
 */
record AttackPlan(long resets, long mutated, int halfLogins, int seconds) {
    private static final long MOST = 1_000_000;
    private static final int MOST_HALF_LOGINS = 10_000;
    private static final int LEAST_HALF_LOGINS = 1_500;
    private static final int RESET_THREADS = 10;
    private static final int MUTATION_THREADS = 8;
    private static final int HALF_PINGS = 32;
    private static final int READERS = 3;
    private static final int WRITERS = 3;
    private static final int DISCOVERIES = 255;
    private static final int IDLE = 600;
    private static final int SESSIONS = 300;
    /** In {@link Crowd#TICK_MILLIS}: 100 kB/s. */
    private static final int SLOW_BYTES = 10_000;

    static AttackPlan of(double scale, int seconds) {
        return new AttackPlan(
                Math.max(1, Math.round(MOST * scale)),
                Math.max(1, Math.round(MOST * scale)),
                Math.max(LEAST_HALF_LOGINS, (int) Math.round(MOST_HALF_LOGINS * Math.min(1, scale))),
                seconds);
    }

    /** The attacks, none of them begun. Sessions of other initiators come in half-way, so that they do not keep the other attackers out. */
    List<Attack> attacks(Targets targets, long seed) {
        InetSocketAddress iscsi = targets.iscsi();
        long now = System.nanoTime();
        long later = now + TimeUnit.SECONDS.toNanos(seconds) / 2;
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Crowd(new HalfPing(targets.open()), iscsi, HALF_PINGS, now, seed + 1));
        attacks.add(new Crowd(
                new BadReader("readers that read nothing", targets.open(), 0), iscsi, READERS, now, seed + 2));
        attacks.add(new Crowd(
                new BadReader("readers at 100 kB/s", targets.open(), SLOW_BYTES), iscsi, READERS, now, seed + 3));
        attacks.add(new Crowd(new UnansweredR2t(targets.open()), iscsi, WRITERS, now, seed + 4));
        attacks.add(new Crowd(new SilentSession("discovery sessions", null), iscsi, DISCOVERIES, now, seed + 5));
        attacks.add(new Crowd(new HalfLogin(targets.open()), iscsi, halfLogins, now, seed + 6));
        attacks.add(new Crowd(new IdleConnection("idle connections"), iscsi, IDLE, now, seed + 7));
        attacks.add(new Crowd(new SilentSession("silent sessions", targets.open()), iscsi, SESSIONS, later, seed + 8));
        if (targets.api() != null) {
            attacks.add(
                    new Crowd(new IdleConnection("idle connections to the API"), targets.api(), IDLE, now, seed + 9));
        }
        ResetAttack.Tally tally = new ResetAttack.Tally(resets);
        for (int i = 0; i < RESET_THREADS; i++) {
            attacks.add(new ResetAttack(targets, tally, i, seed + 10));
        }
        Counts counts = new Counts();
        AtomicLong left = new AtomicLong(mutated);
        for (int i = 0; i < MUTATION_THREADS; i++) {
            attacks.add(new MutationAttack(targets, left, counts, i, seed));
        }
        return attacks;
    }
}
