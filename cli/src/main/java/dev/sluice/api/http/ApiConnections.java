package dev.sluice.api.http;

import dev.sluice.io.stranger.Origin;
import dev.sluice.io.stranger.Strangers;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The connections that have come by an entrance: strangers, and those of whom a request has passed its gate, which strangers never push out. Of
 * each there are so many at most, and {@link #MOST_LEAVING} strangers more that are being closed: connections come faster than they are taken down, many of them in one
 * turn of the thread. The network thread.
 */
final class ApiConnections {
    private static final int MOST_LEAVING = 1024;

    private final int most;
    private final Strangers strangers;
    private final Map<Channel, Strangers.Place> places = new HashMap<>();
    private final Set<Channel> known = new HashSet<>();

    ApiConnections(int most) {
        this.most = most;
        this.strangers = new Strangers(most, MOST_LEAVING);
    }

    /** Somebody has connected; false where there is no room. A stranger that has been there longer may be closed for it. */
    boolean enter(Channel channel, Origin origin) {
        if (known.size() >= most) {
            return false;
        }
        Strangers.Place place = strangers.enter(origin, channel::close);
        if (place == null) {
            return false;
        }
        places.put(channel, place);
        channel.closeFuture().addListener(closed -> leave(channel));
        return true;
    }

    /** A request has passed the gate; false where there are as many of those as may be. */
    boolean welcome(Channel channel) {
        if (known.size() >= most || !channel.isOpen()) {
            return false;
        }
        Strangers.Place place = places.remove(channel);
        if (place != null) {
            known.add(channel);
            place.leave();
        }
        return true;
    }

    private void leave(Channel channel) {
        known.remove(channel);
        Strangers.Place place = places.remove(channel);
        if (place != null) {
            place.leave();
        }
    }
}
