package dev.sluice.perf.load;

import java.util.Locale;
import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/**
 * The result of a run.
 *
 * @param latencyNs of all commands that ended in the measured time
 * @param seconds that were measured
 * @param commands all commands, including those of the warm-up
 * @param errors commands that did not end with status GOOD
 */
record Result(Histogram latencyNs, double seconds, int blockBytes, long commands, long errors, ServerUse server) {
    private static final double[] PERCENTILES = {
        0, 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.99, 100
    };

    double iops() {
        return latencyNs.getTotalCount() / seconds;
    }

    double megabytesPerSecond() {
        return iops() * blockBytes / 1e6;
    }

    private double microseconds(double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }

    /** The amount per measured command, or an empty text if it is not known. */
    private String perCommand(long amount, double unit, String format) {
        long measured = latencyNs.getTotalCount();
        return amount < 0 || measured == 0 ? "" : String.format(Locale.ROOT, format, amount / unit / measured);
    }

    /** One line of JSON. {@code cdf} has pairs of a percentile and its latency in microseconds. */
    String toJson() {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add(number("iops", iops()))
                .add(number("mb_per_s", megabytesPerSecond()))
                .add(number("p50_us", microseconds(50)))
                .add(number("p99_us", microseconds(99)))
                .add(number("p999_us", microseconds(99.9)))
                .add(number("max_us", microseconds(100)))
                .add("\"commands\": " + commands)
                .add("\"errors\": " + errors);
        addKnown(object, "cpu_us_per_io", perCommand(server.cpuNs(), 1e3, "%.3f"));
        addKnown(object, "heap_bytes_per_io", perCommand(server.allocatedBytes(), 1, "%.3f"));
        addKnown(object, "switches_per_io", perCommand(server.contextSwitches(), 1, "%.4f"));
        StringJoiner cdf = new StringJoiner(", ", "[", "]");
        for (double percentile : PERCENTILES) {
            cdf.add(String.format(Locale.ROOT, "[%s, %.1f]", percentile, microseconds(percentile)));
        }
        return object.add("\"cdf\": " + cdf).toString();
    }

    private static String number(String name, double value) {
        return String.format(Locale.ROOT, "\"%s\": %.1f", name, value);
    }

    private static void addKnown(StringJoiner object, String name, String value) {
        if (!value.isEmpty()) {
            object.add('"' + name + "\": " + value);
        }
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
                microseconds(100),
                errors);
        String cpu = perCommand(server.cpuNs(), 1e3, "%.2f");
        String heap = perCommand(server.allocatedBytes(), 1, "%.2f");
        String switches = perCommand(server.contextSwitches(), 1, "%.3f");
        return line
                + (cpu.isEmpty() ? "" : ", server CPU µs per I/O " + cpu)
                + (heap.isEmpty() ? "" : ", server heap bytes per I/O " + heap)
                + (switches.isEmpty() ? "" : ", server context switches per I/O " + switches);
    }
}
