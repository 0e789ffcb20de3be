package dev.sluice.cli;

import dev.sluice.io.sys.MemoryBudget;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.target.ServerSettings;
import dev.sluice.text.ByteSize;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The tuning flags of {@code sluice serve} and {@code sluice daemon}. docs/tuning.md explains when to change one. */
final class TuningOptions {
    /**
     * The number for auto: inline I/O. On one core it made 122,000 reads/s at 5.0 to 5.7 µs of CPU each, a worker 62,000 at
     * 12 µs; a worker with a core of its own made 136,000, at 7.6 µs.
     */
    private static final int AUTO_WORKERS = 0;

    /** About the time to fall asleep and to wake up: measured, see docs/tuning.md. */
    private static final int AUTO_BUSY_POLL_MICROS = 50;

    private static final String AUTO = "auto";
    private static final String OFF = "off";

    @Option(
            names = "--cores",
            paramLabel = "N",
            description =
                    "Number of event loops, each a thread for sockets and disks. Default: the length of --cpu-list,"
                            + " else one for each core that the process may use.")
    private String cores;

    @Option(
            names = "--cpu-list",
            paramLabel = "LIST",
            description =
                    "Cores for the loops, such as 0-3,8, followed by cores for the workers if the list has more. Each"
                            + " thread is pinned to its core. Default: not pinned.")
    private String cpuList;

    @Option(
            names = "--io-workers",
            paramLabel = "auto|0|N",
            defaultValue = AUTO,
            description =
                    "Number of threads for disk I/O: 0 for inline I/O on the loops, N for disks that block; auto is"
                            + " always 0. Default: ${DEFAULT-VALUE}.")
    private String ioWorkers;

    @Option(
            names = "--queue-depth",
            paramLabel = "N",
            defaultValue = "128",
            description = "Limit of open commands in a session, 1 to 4096. Default: ${DEFAULT-VALUE}.")
    private String queueDepth;

    @Option(
            names = "--io-depth",
            paramLabel = "N",
            defaultValue = "128",
            description = "Limit of operations in flight for each disk and loop, 1 to 4096. Default: ${DEFAULT-VALUE}.")
    private String ioDepth;

    @Option(
            names = "--buffer-memory",
            paramLabel = "SIZE",
            description =
                    "Memory for data in transit, for all loops together; allocated at start, at least 8M for each loop."
                            + " Default: 64M for each loop, and at least 640K for each of --max-sessions.")
    private String bufferMemory;

    @Option(
            names = "--busy-poll",
            paramLabel = "auto|MICROS",
            defaultValue = AUTO,
            description =
                    "Longest time in microseconds that a loop or worker polls for more work before it sleeps, 0 to 1000000; 0"
                            + " sleeps at once. Without traffic a thread always sleeps. auto: 50 if each thread can have a"
                            + " core of its own, else 0. Default: ${DEFAULT-VALUE}.")
    private String busyPoll;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            defaultValue = "256",
            description = "Limit of sessions, 1 to 65535; further logins are refused. Default: ${DEFAULT-VALUE}.")
    private String maxSessions;

    @Option(
            names = "--least-rate",
            paramLabel = "SIZE|off",
            defaultValue = "128K",
            description =
                    "Lowest rate, in bytes a second over 30 s, at which an initiator has to receive data that wait for"
                            + " it; a slower one is disconnected. Default: ${DEFAULT-VALUE}.")
    private String leastRate;

    @Option(
            names = "--data-out-timeout",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description =
                    "Time for which an initiator may send none of the data that it owes a command, 1 to 3600; then the"
                            + " command ends. Default: ${DEFAULT-VALUE}.")
    private String dataOutTimeout;

    @Option(
            names = "--zero-copy-threshold",
            paramLabel = "SIZE|off",
            defaultValue = OFF,
            description =
                    "Size from which on data are sent without a copy in the kernel (SEND_ZC), at least 4K: for fast"
                            + " networks, not for loopback. Default: ${DEFAULT-VALUE}.")
    private String zeroCopyThreshold;

    /** Returns the tuning; {@code usable} are the cores that this process may run on. */
    ServerTuning tuning(Set<Integer> usable) {
        List<Integer> cpus = cpuList == null ? List.of() : CpuList.parse("--cpu-list", cpuList, usable);
        int loops = cores != null
                ? number("--cores", cores, 1, 256)
                : cpus.isEmpty() ? Math.min(usable.size(), 256) : cpus.size();
        int workers = ioWorkers.equals(AUTO) ? AUTO_WORKERS : numberUnlessAuto("--io-workers", ioWorkers, 64);
        MachineLimits.checkThreads(loops, workers, usable);
        if (!cpus.isEmpty() && cpus.size() != loops && cpus.size() != loops + workers) {
            throw new UsageException(
                    "--cores " + loops + " and --cpu-list '" + cpuList + "' disagree: the list has " + cpus.size()
                            + " cores; write a core for each loop, and optionally one for each worker after them");
        }
        int commands = number("--queue-depth", queueDepth, 1, 4096);
        int sessions = number("--max-sessions", maxSessions, 1, 65_535);
        MachineLimits.checkSessions(sessions, commands, Runtime.getRuntime().maxMemory());
        return new ServerTuning(
                loops,
                cpus,
                workers,
                commands,
                number("--io-depth", ioDepth, 1, 4096),
                bufferBytes(loops, sessions),
                busyPollMicros(loops + workers, usable.size()),
                sessions,
                pace(),
                zeroCopyBytes());
    }

    private long bufferBytes(int loops, int sessions) {
        if (bufferMemory == null) {
            return MachineLimits.usualBufferBytes(loops, sessions, MemoryBudget.ofThisProcess());
        }
        long bytes = SizeArgument.parse("--buffer-memory", bufferMemory);
        if (bytes < ServerSettings.minBufferMemory(loops)) {
            throw new UsageException("--buffer-memory '" + bufferMemory + "' is too little for " + loops
                    + " loops: at least " + ByteSize.exact(ServerSettings.minBufferMemory(loops)));
        }
        MachineLimits.checkBuffers(bufferMemory, bytes, MemoryBudget.ofThisProcess());
        return bytes;
    }

    /** Returns the time to spin. Threads that share a core and spin keep each other from work. */
    private int busyPollMicros(int threads, int cpus) {
        if (busyPoll.equals(AUTO)) {
            return threads <= cpus ? AUTO_BUSY_POLL_MICROS : 0;
        }
        return numberUnlessAuto("--busy-poll", busyPoll, 1_000_000);
    }

    private TransferPace pace() {
        long rate = leastRate.equals(OFF) ? 0 : SizeArgument.parse("--least-rate", leastRate);
        if (rate > Integer.MAX_VALUE) {
            throw new UsageException("--least-rate '" + leastRate + "' is too much: less than 2G a second");
        }
        return new TransferPace(
                (int) rate, TransferPace.WINDOW_SECONDS, number("--data-out-timeout", dataOutTimeout, 1, 3600));
    }

    private int zeroCopyBytes() {
        if (zeroCopyThreshold.equals(OFF)) {
            return 0;
        }
        long bytes = SizeArgument.parse("--zero-copy-threshold", zeroCopyThreshold);
        if (bytes < 4096) {
            throw new UsageException("--zero-copy-threshold '" + zeroCopyThreshold
                    + "' is too small: below 4K a copy is cheaper. Write 4K or more, or off");
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static int numberUnlessAuto(String option, String text, int max) {
        try {
            return number(option, text, 0, max);
        } catch (UsageException e) {
            throw new UsageException(e.getMessage() + ", or " + AUTO);
        }
    }

    /** Parses a number; {@code option} names its origin in an error message. */
    static int number(String option, String text, int min, int max) {
        if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new UsageException(option + " '" + text + "' is not a number from " + min + " to " + max);
    }
}
