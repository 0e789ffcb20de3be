package dev.sluice.api.http;

import dev.sluice.text.AddressText;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs clients without the token, at most one line in ten seconds. The network thread. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long last = System.nanoTime() - PAUSE_NANOS;
    private int untold;

    void add(SocketAddress client) {
        untold++;
        long now = System.nanoTime();
        if (now - last >= PAUSE_NANOS) {
            String from = client instanceof InetSocketAddress inet ? AddressText.of(inet.getAddress()) : "elsewhere";
            LOG.warn("requests without the right token were refused: {}, the last from {}", untold, from);
            last = now;
            untold = 0;
        }
    }
}
