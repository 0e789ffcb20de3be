package dev.sluice.scsi.copy;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.unit.LogicalUnit;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The tokens that represent data of one logical unit: a few, each for as long as it is used now and then. Any thread. */
final class RodTokens {
    private final LogicalUnit unit;
    private final Map<Long, RodToken> tokens = new ConcurrentHashMap<>();
    /** The maker of each token. Guarded by this. */
    private final Map<Long, PortNexus> makers = new HashMap<>();

    private RodTokens(LogicalUnit unit) {
        this.unit = unit;
    }

    static RodTokens of(LogicalUnit unit) {
        return unit.companion(RodTokens.class, () -> new RodTokens(unit));
    }

    /** Adds a token, and begins to watch its blocks; false if there are too many, or {@code maker} has as many as are left for others. */
    synchronized boolean add(RodToken token, PortNexus maker, long nowNanos) {
        if (!hasRoom(maker)) {
            tokens.values().stream()
                    .filter(one -> !one.isIntact() || one.isExpired(nowNanos))
                    .forEach(this::remove);
        }
        if (!hasRoom(maker)) {
            return false;
        }
        token.begin(unit);
        tokens.put(token.identifier(), token);
        makers.put(token.identifier(), maker);
        return true;
    }

    private boolean hasRoom(PortNexus maker) {
        return Collections.frequency(makers.values(), maker) < CopyLimits.MAX_TOKENS - tokens.size();
    }

    /** The very token of those bytes, or null. */
    RodToken find(long identifier, byte[] bytes) {
        RodToken token = tokens.get(identifier);
        return token != null && MessageDigest.isEqual(token.bytes(), bytes) ? token : null;
    }

    synchronized void remove(RodToken token) {
        if (tokens.remove(token.identifier(), token)) {
            makers.remove(token.identifier());
            token.end(unit);
        }
    }

    /** Removes the token when it has expired. On the thread of {@code loop}. */
    void watchExpiry(RodToken token, IoLoop loop) {
        long left = token.expiresIn(loop.nowNanos());
        if (left <= 0) {
            remove(token);
        } else if (tokens.containsKey(token.identifier())) {
            loop.schedule(() -> watchExpiry(token, loop), left, TimeUnit.NANOSECONDS);
        }
    }
}
