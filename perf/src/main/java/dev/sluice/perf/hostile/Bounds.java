package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Observer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of a healthy server.
 *
 * @param longestMillis the longest wait of a well-behaved client
 * @param heapGrowthBytes that may stay reachable after the attack: buffers that are cut smaller than before, and
 *     what is remembered up to a bound. A million resets that left the smallest object each would leave twice as much
 * @param residentGrowthBytes the same of memory: the code cache of the JVM, and buffer memory that is used for the first time
 */
record Bounds(long longestMillis, long heapGrowthBytes, long residentGrowthBytes) {
    private static final long MIB = 1 << 20;

    static Bounds of(long longestMillis) {
        return new Bounds(longestMillis, 8 * MIB, 64 * MIB);
    }

    /** The violated bounds, in words; empty if there are none. */
    List<String> faults(List<Observer.Report> reports, Footprint before, Footprint after) {
        List<String> faults = new ArrayList<>();
        for (Observer.Report report : reports) {
            if (report.exchanges() == 0) {
                faults.add(report.name() + ": nothing came to an end");
            }
            if (report.longestMillis() > longestMillis) {
                faults.add("%s: waited %,d ms, at most %,d may be"
                        .formatted(report.name(), report.longestMillis(), longestMillis));
            }
            if (report.errors() > 0 || report.mismatches() > 0) {
                faults.add("%s: %,d errors, %,d mismatches; the first: %s"
                        .formatted(report.name(), report.errors(), report.mismatches(), report.fault()));
            }
        }
        check(faults, "sessions", before.sessions(), after.sessions(), 0);
        check(faults, "connections", before.connections(), after.connections(), 0);
        check(faults, "file descriptors", before.descriptors(), after.descriptors(), 0);
        check(faults, "threads", before.threads(), after.threads(), 0);
        check(faults, "bytes of the heap", before.heapBytes(), after.heapBytes(), heapGrowthBytes);
        check(faults, "resident bytes", before.residentBytes(), after.residentBytes(), residentGrowthBytes);
        return faults;
    }

    private static void check(List<String> faults, String what, long before, long after, long growth) {
        if (after > before + growth) {
            faults.add("%s: %,d before, %,d after; %,d more may be".formatted(what, before, after, growth));
        }
    }
}
