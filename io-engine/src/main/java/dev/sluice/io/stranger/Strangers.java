package dev.sluice.io.stranger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A bounded number of places, shared out by origin. Where all are taken, the newcomer gets the place of the one that has been there
 * longest among those of the origin that has most. So an origin that opens ever more connections takes places from itself, and whoever
 * comes always gets one.
 *
 * <p>The invariant, with every change: those who have a place are at most {@code most}, and those who were sent away and have not left yet
 * are at most as many, or another number that was given. While it would be broken a newcomer is refused: nothing can be made faster than it is taken down. Any thread.
 */
public final class Strangers {
    private final int most;
    private final int mostLeaving;
    private final Map<Origin, Group> groups = new HashMap<>();
    /** By their number of places: the groups with as many, that which has had as many for longest first. */
    private final List<LinkedHashSet<Group>> bySize = new ArrayList<>();

    private int largest;
    private int staying;
    private int leaving;

    private static final class Group {
        private final Origin origin;
        private final LinkedHashSet<Place> places = new LinkedHashSet<>(2);

        Group(Origin origin) {
            this.origin = origin;
        }
    }

    /** Somebody's place, until {@link #leave}. */
    public final class Place {
        private final Origin origin;
        private final Runnable sendAway;
        private boolean isSentAway;
        private boolean hasLeft;

        private Place(Origin origin, Runnable sendAway) {
            this.origin = origin;
            this.sendAway = sendAway;
        }

        /** Gives the place back, also one that was taken away; nothing happens the second time. */
        public void leave() {
            synchronized (Strangers.this) {
                if (hasLeft) {
                    return;
                }
                hasLeft = true;
                if (isSentAway) {
                    leaving--;
                } else {
                    remove(this);
                }
                checkBounds();
            }
        }
    }

    /** @param most places, 1 or more */
    public Strangers(int most) {
        this(most, most);
    }

    /**
     * @param most places, 1 or more
     * @param mostLeaving bound of strangers who were sent away and have not left: as many as can come before one has left, or more
     */
    public Strangers(int most, int mostLeaving) {
        this.mostLeaving = mostLeaving;
        if (most < 1 || mostLeaving < 1) {
            throw new IllegalArgumentException("places for strangers: " + most);
        }
        this.most = most;
        bySize.add(new LinkedHashSet<>());
    }

    /**
     * Gives somebody a place.
     *
     * @param sendAway runs when the place is given to somebody else; called once at most, by whoever enters then. It ends in
     *     {@link Place#leave}
     * @return null where as many as there are places were sent away and have not left yet
     */
    public Place enter(Origin origin, Runnable sendAway) {
        Place place = new Place(origin, sendAway);
        Place sentAway = null;
        synchronized (this) {
            if (staying == most && leaving == mostLeaving) {
                return null;
            }
            add(place);
            if (staying > most) {
                sentAway = bySize.get(largest).getFirst().places.getFirst();
                remove(sentAway);
                sentAway.isSentAway = true;
                leaving++;
            }
            checkBounds();
        }
        if (sentAway != null) {
            sentAway.sendAway.run();
        }
        return place;
    }

    /** The number of strangers with a place. */
    public synchronized int staying() {
        return staying;
    }

    /** The number of strangers with a place, or sent away and not gone yet. */
    public synchronized int present() {
        return staying + leaving;
    }

    private void checkBounds() {
        assert staying >= 0 && staying <= most && leaving >= 0 && leaving <= mostLeaving : staying + " and " + leaving;
    }

    private void add(Place place) {
        Group group = groups.computeIfAbsent(place.origin, Group::new);
        int size = group.places.size();
        bySize.get(size).remove(group);
        group.places.add(place);
        if (bySize.size() == size + 1) {
            bySize.add(new LinkedHashSet<>());
        }
        bySize.get(size + 1).add(group);
        largest = Math.max(largest, size + 1);
        staying++;
    }

    private void remove(Place place) {
        Group group = groups.get(place.origin);
        int size = group.places.size();
        group.places.remove(place);
        bySize.get(size).remove(group);
        if (size == 1) {
            groups.remove(group.origin);
        } else {
            bySize.get(size - 1).add(group);
        }
        while (largest > 0 && bySize.get(largest).isEmpty()) {
            largest--;
        }
        staying--;
    }
}
