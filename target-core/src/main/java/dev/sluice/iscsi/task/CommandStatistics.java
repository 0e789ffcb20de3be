package dev.sluice.iscsi.task;

import com.sun.management.ThreadMXBean;
import dev.sluice.iscsi.report.LoopReport;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts and latencies of the commands of one loop. Owner: the loop thread. */
public final class CommandStatistics {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 2;

    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private final CommandCounts traffic;

    public CommandStatistics(Instant since) {
        this.traffic = new CommandCounts(since);
    }

    /** A command has ended with a status, {@code nanos} after its header arrived. */
    public void ended(CommandRequest request, long nanos) {
        latency.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        traffic.ended(request);
    }

    public LoopReport report(int loop) {
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
