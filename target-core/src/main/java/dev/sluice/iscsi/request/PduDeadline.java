package dev.sluice.iscsi.request;

import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.transport.SocketIo;
import java.util.concurrent.TimeUnit;

/**
 * Time limit of a PDU from its header to its end: half a PDU holds the place of its data. Owner: the
 * connection's loop thread.
 */
final class PduDeadline {
    /** In time limits of the keep-alive: the longest data segment within it is 5 kB/s by default. */
    private static final int LIMITS = 2;

    private final SocketIo io;
    private final int limitSeconds;
    private boolean arriving;
    private long sinceNanos;

    PduDeadline(SocketIo io, KeepAlive keepAlive) {
        this.io = io;
        this.limitSeconds = LIMITS * keepAlive.timeoutSeconds();
    }

    /** There is a place for the data of a PDU. */
    void begun(long nowNanos) {
        arriving = true;
        sinceNanos = nowNanos;
    }

    /** The PDU is whole. */
    void ended() {
        arriving = false;
    }

    void tick(long nowNanos) {
        if (arriving && nowNanos - sinceNanos > TimeUnit.SECONDS.toNanos(limitSeconds)) {
            io.close("a PDU was not whole after " + limitSeconds + " s");
        }
    }
}
