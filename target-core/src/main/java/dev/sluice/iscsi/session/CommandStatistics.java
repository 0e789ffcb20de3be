package dev.sluice.iscsi.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts and latencies of the commands of one loop. Owner: the loop thread. */
final class CommandStatistics {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 2;

    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private final CommandCounts traffic;

    CommandStatistics(Instant since) {
        this.traffic = new CommandCounts(since);
    }

    /** A command has ended with a status, {@code nanos} after its header arrived. */
    void ended(CommandRequest request, long nanos) {
        latency.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        traffic.ended(request);
    }

    LoopReport report(int loop) {
        return new LoopReport(
                loop,
                traffic.reads(),
                traffic.writes(),
                traffic.others(),
                traffic.readBytes(),
                traffic.writtenBytes(),
                THREADS.getCurrentThreadCpuTime(),
                THREADS.getCurrentThreadAllocatedBytes(),
                latency.copy());
    }
}
