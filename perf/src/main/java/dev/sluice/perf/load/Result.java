package dev.sluice.perf.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The result of a run.
 *
 * @param latencyNs of all commands that ended while it was measured
 * @param seconds that were measured
 * @param serverCpuNs CPU time of the server in that time, or -1
 * @param serverAllocatedBytes bytes that the server's threads allocated in that time, or -1
 */
record Result(
        Histogram latencyNs, double seconds, int blockBytes, long errors, long serverCpuNs, long serverAllocatedBytes) {
    static final String TSV_HEADER =
            "iops\tmb_per_s\tp50_us\tp99_us\tp999_us\tmax_us\terrors\tserver_cpu_us_per_io\tserver_bytes_per_io";

    double iops() {
        return latencyNs.getTotalCount() / seconds;
    }

    double megabytesPerSecond() {
        return iops() * blockBytes / 1e6;
    }

    private double microseconds(double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }

    private String perCommand(long amount, double unit) {
        long commands = latencyNs.getTotalCount();
        return amount < 0 || commands == 0 ? "" : String.format(Locale.ROOT, "%.2f", amount / unit / commands);
    }

    String toTsv() {
        return String.format(
                Locale.ROOT,
                "%.0f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%s\t%s",
                iops(),
                megabytesPerSecond(),
                microseconds(50),
                microseconds(99),
                microseconds(99.9),
                latencyNs.getMaxValue() / 1e3,
                errors,
                perCommand(serverCpuNs, 1e3),
                perCommand(serverAllocatedBytes, 1));
    }

    @Override
    public String toString() {
        String line = String.format(
                Locale.ROOT,
                "%,.0f IOPS, %,.1f MB/s, latency µs p50 %.1f p99 %.1f p99.9 %.1f max %.1f, errors %d",
                iops(),
                megabytesPerSecond(),
                microseconds(50),
                microseconds(99),
                microseconds(99.9),
                latencyNs.getMaxValue() / 1e3,
                errors);
        String cpu = perCommand(serverCpuNs, 1e3);
        String heap = perCommand(serverAllocatedBytes, 1);
        return line
                + (cpu.isEmpty() ? "" : ", server CPU µs per I/O " + cpu)
                + (heap.isEmpty() ? "" : ", server heap bytes per I/O " + heap);
    }
}
