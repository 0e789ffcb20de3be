package dev.sluice.perf.fuzz;

import dev.sluice.iscsi.pdu.Opcode;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counters of a run. Any thread. */
public final class Counts {
    private static final int REASONS = 16;

    final AtomicLong pdus = new AtomicLong();
    final AtomicLong connections = new AtomicLong();
    final AtomicLong logins = new AtomicLong();
    final AtomicLong closedByTarget = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLongArray rejects = new AtomicLongArray(REASONS);

    void answered(int opcode, int reason) {
        answers.incrementAndGet();
        if (opcode == Opcode.REJECT) {
            rejects.incrementAndGet(reason & REASONS - 1);
        }
    }

    @Override
    public String toString() {
        String byReason = IntStream.range(0, REASONS)
                .filter(reason -> rejects.get(reason) > 0)
                .mapToObj(reason -> "%02xh %,d".formatted(reason, rejects.get(reason)))
                .collect(Collectors.joining(", "));
        return "%,d PDUs on %,d connections (%,d logged in; %,d not connected, %,d closed by the target); %,d answers; rejects: %s"
                .formatted(
                        pdus.get(),
                        connections.get(),
                        logins.get(),
                        refused.get(),
                        closedByTarget.get(),
                        answers.get(),
                        byReason.isEmpty() ? "none" : byReason);
    }
}
