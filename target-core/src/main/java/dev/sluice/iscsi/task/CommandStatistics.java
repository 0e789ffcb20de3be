package dev.sluice.iscsi.task;

import com.sun.management.ThreadMXBean;
import dev.sluice.iscsi.report.LoopReport;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Counts and latencies of the commands of one loop: those of its sessions, and of sessions that have ended. Owner: the loop thread. */
public final class CommandStatistics {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int DIGITS = 2;

    private final Histogram latency = new Histogram(CommandCounts.LONGEST_NANOS, DIGITS);
    private final Set<CommandCounts> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final CommandCounts closed;

    public CommandStatistics(Instant since) {
        this.closed = new CommandCounts(since, latency);
    }

    /** Counts of a session that begins. */
    public CommandCounts open(Instant since) {
        CommandCounts counts = new CommandCounts(since, latency);
        open.add(counts);
        return counts;
    }

    /** The session of {@code counts} has ended. */
    public void close(CommandCounts counts) {
        if (open.remove(counts)) {
            closed.add(counts);
        }
    }

    public LoopReport report(int loop) {
        CommandCounts all = new CommandCounts(closed.since(), latency);
        all.add(closed);
        open.forEach(all::add);
        return new LoopReport(
                loop,
                all.reads(),
                all.writes(),
                all.others(),
                all.readBytes(),
                all.writtenBytes(),
                THREADS.getCurrentThreadCpuTime(),
                THREADS.getCurrentThreadAllocatedBytes(),
                latency.copy());
    }
}
