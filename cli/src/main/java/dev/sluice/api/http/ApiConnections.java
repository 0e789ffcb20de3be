package dev.sluice.api.http;

import dev.sluice.io.stranger.Origin;
import dev.sluice.io.stranger.Strangers;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The connections of a listener: strangers, and known connections, of which a request has passed the access check. Strangers never
 * displace known ones. There is a limit for each kind, and at most {@link #MOST_LEAVING} more strangers are being closed: connections
 * can come faster than they are closed, many in one turn of the thread. The network thread.
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

    /** Adds a new connection; false if there is no room. An older stranger may be closed for it. */
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

    /** Makes a stranger a known connection, as its request has passed the access check; false if there are too many of those. */
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
