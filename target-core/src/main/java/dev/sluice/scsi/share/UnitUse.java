package dev.sluice.scsi.share;

import dev.sluice.io.loop.RecentUse;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The times at which each loop has used a logical unit last. Any thread. */
public final class UnitUse {
    /** The resolution of the times: a loop writes what others read, and looks at theirs, once in this time at most. */
    static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private volatile AtomicLong[] times = {};

    /** The place of one loop. Owner: that loop's thread. */
    public final class Place {
        private final AtomicLong time = new AtomicLong();
        private boolean othersAreThere;

        private Place() {}

        /** Notes a use, once in {@link UnitUse#GRAIN_NANOS}, and looks at those of other loops. */
        void used(long nowNanos) {
            time.lazySet(nowNanos);
            othersAreThere = look(nowNanos);
        }

        /** Returns true if another loop has used the unit lately. */
        boolean othersAreThere() {
            return othersAreThere;
        }

        private boolean look(long nowNanos) {
            for (AtomicLong other : times) {
                long used = other.getOpaque();
                if (other != time && used != 0 && nowNanos - used < RecentUse.WINDOW_NANOS) {
                    return true;
                }
            }
            return false;
        }

        /** Gives the place back. */
        public void leave() {
            synchronized (UnitUse.this) {
                times = Arrays.stream(times).filter(other -> other != time).toArray(AtomicLong[]::new);
            }
        }
    }

    /** A place for a loop that begins to use the unit. */
    public synchronized Place join() {
        Place place = new Place();
        AtomicLong[] more = Arrays.copyOf(times, times.length + 1);
        more[times.length] = place.time;
        times = more;
        return place;
    }
}
