package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Observer;
import java.util.List;

/** The figures of a run, as Markdown, which people can read as it is. */
final class HostileTable {
    private static final int MIB = 1 << 20;

    private HostileTable() {}

    static String of(List<Observer.Report> reports, Footprint before, Footprint after) {
        StringBuilder text = new StringBuilder();
        text.append(
                "\n| those who behave | exchanges | longest, ms | errors | mismatches |\n|---|---:|---:|---:|---:|\n");
        for (Observer.Report report : reports) {
            text.append("| %s | %,d | %,d | %,d | %,d |\n"
                    .formatted(
                            report.name(),
                            report.exchanges(),
                            report.longestMillis(),
                            report.errors(),
                            report.mismatches()));
        }
        text.append("\n| the server | before | after |\n|---|---:|---:|\n");
        row(text, "sessions", before.sessions(), after.sessions());
        row(text, "connections", before.connections(), after.connections());
        row(text, "file descriptors", before.descriptors(), after.descriptors());
        row(text, "threads", before.threads(), after.threads());
        bytes(text, "heap, MiB", before.heapBytes(), after.heapBytes());
        bytes(text, "resident, MiB", before.residentBytes(), after.residentBytes());
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, String what, long before, long after) {
        text.append("| %s | %,d | %,d |\n".formatted(what, before, after));
    }

    private static void bytes(StringBuilder text, String what, long before, long after) {
        text.append("| %s | %.1f | %.1f |\n".formatted(what, (double) before / MIB, (double) after / MIB));
    }
}
