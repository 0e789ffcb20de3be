package dev.sluice.iscsi.request;

import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.iscsi.transport.SocketIo;
import java.util.concurrent.TimeUnit;

/** Watches that the initiator of a connection takes the data that wait for it. Owner: the connection's loop thread. */
final class ReadingWatch {
    private static final long IN_THE_WAY_NANOS = TimeUnit.SECONDS.toNanos(TransferPace.SECONDS_IN_THE_WAY);

    private final SocketIo io;
    private final Session session;
    private final long timeoutNanos;
    private final int leastBytesPerSecond;
    private final long windowNanos;
    private long windowStartNanos;
    private long sentAtWindowStart;

    /** @param timeoutNanos time in which the initiator may take nothing at all */
    ReadingWatch(SocketIo io, Session session, long timeoutNanos) {
        TransferPace pace = session.pace();
        this.io = io;
        this.session = session;
        this.timeoutNanos = timeoutNanos;
        this.leastBytesPerSecond = pace.leastBytesPerSecond();
        this.windowNanos = TimeUnit.SECONDS.toNanos(pace.windowSeconds());
        this.windowStartNanos = session.loop().nowNanos();
    }

    /** Looks about once a second; the reason why the connection has to end, or null. */
    String fault(long nowNanos) {
        long stalledNanos = io.stalledNanos(nowNanos);
        if (stalledNanos == 0) {
            beginWindow(nowNanos);
            return null;
        }
        if (stalledNanos > timeoutNanos) {
            return "the initiator has read nothing for " + TimeUnit.NANOSECONDS.toSeconds(timeoutNanos) + " s";
        }
        if (stalledNanos > IN_THE_WAY_NANOS
                && session.buffers() != null
                && session.buffers().areInTheWay()) {
            return "the initiator has read nothing for " + TransferPace.SECONDS_IN_THE_WAY
                    + " s, and other sessions wait for its buffers";
        }
        return nowNanos - windowStartNanos < windowNanos ? null : faultOfWindow(nowNanos);
    }

    private String faultOfWindow(long nowNanos) {
        long rate = (io.sentBytes() - sentAtWindowStart) * TimeUnit.SECONDS.toNanos(1) / (nowNanos - windowStartNanos);
        beginWindow(nowNanos);
        return rate >= leastBytesPerSecond
                ? null
                : "the initiator reads " + rate + " bytes a second of the data that it asked for; at least "
                        + leastBytesPerSecond + " are needed (--least-rate)";
    }

    private void beginWindow(long nowNanos) {
        windowStartNanos = nowNanos;
        sentAtWindowStart = io.sentBytes();
    }
}
