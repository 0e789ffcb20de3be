package dev.sluice.perf.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Many connections that do the same, on one thread. One that is closed, or has been there for 20 to 40 seconds, is replaced by another, so
 * that none rests on a time limit of the target that it has used up.
 */
final class Crowd implements Attack {
    static final int TICK_MILLIS = 100;

    private static final int MOST_NEW_IN_A_TICK = 200;
    private static final long LEAST_LIFE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int SCRATCH_BYTES = 64 << 10;

    private final Behaviour behaviour;
    private final InetSocketAddress target;
    private final Guest[] guests;
    private final long startAtNanos;
    private final Random random;
    private final Sources sources;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private volatile boolean stopping;
    private volatile long opened;
    private volatile long loggedIn;
    private volatile long closedByTarget;
    private volatile int most;
    private int open;
    private int next;

    Crowd(Behaviour behaviour, InetSocketAddress target, int size, long startAtNanos, long seed) {
        this.behaviour = behaviour;
        this.target = target;
        this.guests = new Guest[size];
        this.startAtNanos = startAtNanos;
        this.random = new Random(seed);
        this.sources = new Sources(random);
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            long ticked = System.nanoTime();
            while (!stopping) {
                selector.select(TICK_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    serve((Guest) key.attachment());
                }
                selector.selectedKeys().clear();
                long now = System.nanoTime();
                if (now - ticked >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS) && now - startAtNanos > 0) {
                    ticked = now;
                    tick(selector, now);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a selector fails", e);
        } finally {
            for (int i = 0; i < guests.length; i++) {
                leave(i, false);
            }
        }
    }

    private void serve(Guest guest) {
        boolean before = guest.isLoggedIn();
        try {
            guest.ready();
        } catch (IOException | RuntimeException e) {
            leave(guest.slot(), true);
        }
        loggedIn += !before && guest.isLoggedIn() ? 1 : 0;
    }

    private void leave(int at, boolean closed) {
        Guest guest = guests[at];
        if (guest != null) {
            guests[at] = null;
            open--;
            closedByTarget += guest.close(scratch) || closed ? 1 : 0;
        }
    }

    private void tick(Selector selector, long now) {
        int fresh = MOST_NEW_IN_A_TICK;
        for (int i = 0; i < guests.length; i++) {
            if (guests[i] != null) {
                try {
                    guests[i].tick(scratch);
                } catch (IOException e) {
                    leave(i, true);
                }
            }
            if (guests[i] != null && guests[i].isDue(now)) {
                leave(i, false);
            }
            if (guests[i] == null && fresh > 0) {
                fresh--;
                guests[i] = open(i, selector, now);
            }
        }
        most = Math.max(most, open);
    }

    private Guest open(int slot, Selector selector, long now) {
        long until = now + LEAST_LIFE_NANOS + random.nextLong(LEAST_LIFE_NANOS);
        try {
            Guest guest = new Guest(behaviour, slot, next++, target, sources.next(), selector, until);
            opened++;
            open++;
            return guest;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean isDone() {
        return true;
    }

    @Override
    public String toString() {
        String logins = behaviour.sendsLogin() ? ", %,d logged in".formatted(loggedIn) : "";
        return "%s: %,d connections, %,d at a time%s, %,d closed by the server"
                .formatted(behaviour.name(), opened, most, logins, closedByTarget);
    }
}
