package dev.sluice.perf.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the load generator: opens the sessions, runs the load, prints one result. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Loads an iSCSI disk and prints IOPS, MB/s and latencies.",
        exitCodeOnExecutionException = LoadFailure.BROKEN_SESSION,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the load ran, and each command ended with status GOOD",
            "1:the load ran, and commands ended with another status",
            "2:the command line is wrong",
            "3:no session was opened: nobody answers, the login was refused, or there is no such LUN",
            "4:a session broke under the load"
        },
        footer = "With --batch as the only argument, it reads such arguments from standard input, one load in a line,"
                + " and prints a line of JSON for each.")
public final class LoadGenerator implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(index = "0", paramLabel = "URL", description = "iscsi://host[:port]/target/lun")
    private String url;

    @Option(names = "--sequential", description = "Addresses in sequence. Default: at random.")
    private boolean sequential;

    @Option(names = "--read", defaultValue = "100", description = "Percent of reads. Default: ${DEFAULT-VALUE}.")
    private int readPercent;

    @Option(
            names = "--block-bytes",
            defaultValue = "4096",
            description = "Bytes a command, up to 1048576. Default: ${DEFAULT-VALUE}.")
    private int blockBytes;

    @Option(
            names = "--depth",
            defaultValue = "32",
            description = "Limit of open commands of each session. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Option(names = "--connections", defaultValue = "1", description = "Sessions. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Threads that share the sessions. Default: one for each usable processor.")
    private int threads;

    @Option(
            names = "--luns",
            defaultValue = "1",
            description =
                    "LUNs of one size, from that of the URL on, that are loaded in turn. Default: ${DEFAULT-VALUE}.")
    private int luns;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Commands a second in all that are meant to start (open loop: latency counts from then);"
                    + " 0 for as many as go (closed loop). Default: ${DEFAULT-VALUE}.")
    private double ratePerSecond;

    @Option(names = "--seconds", defaultValue = "8", description = "Time measured. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "2", description = "Seconds before. Default: ${DEFAULT-VALUE}.")
    private double warmUpSeconds;

    @Option(names = "--region", defaultValue = "0", description = "Bytes of the disk to touch. Default: all.")
    private long regionBytes;

    @Option(names = "--digests", description = "Header and data digests.")
    private boolean digests;

    @Option(
            names = "--spin",
            defaultValue = "0",
            description = "Microseconds that an idle thread polls before it sleeps. Default: ${DEFAULT-VALUE}.")
    private int spinMicros;

    @Option(
            names = "--server-pid",
            description =
                    "Process of a server on this machine: its CPU time, context switches and, of a JVM, heap bytes per"
                            + " I/O are measured, too.")
    private Long serverPid;

    @Option(names = "--initiator", defaultValue = "iqn.2026-01.dev.sluice:load", description = "Initiator name.")
    private String initiator;

    @Option(names = "--json", description = "Print the result as one line of JSON, with percentiles of the latency.")
    private boolean json;

    LoadGenerator(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals("--batch")) {
            runBatch();
            return;
        }
        System.exit(new CommandLine(new LoadGenerator(System.out, System.err)).execute(arguments));
    }

    /** The same JVM for all loads, so that only the first of them runs code that is not compiled. */
    private static void runBatch() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            int exitCode = new CommandLine(new LoadGenerator(System.out, System.err))
                    .execute(("--json " + line.strip()).split(" +"));
            if (exitCode > 1) {
                System.out.println("{\"exit_code\": " + exitCode + "}");
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            Result result = run();
            out.println(json ? result.toJson() : result.toString());
            return result.errors() == 0 ? 0 : 1;
        } catch (LoadFailure e) {
            err.println("load: " + e.getMessage());
            return e.exitCode();
        }
    }

    private Result run() throws IOException, InterruptedException, LoadFailure {
        check("--depth", depth, 1, 4096);
        check("--connections", connections, 1, 65_536);
        check("--threads", threads, 0, 1024);
        check("--luns", luns, 1, 16_384);
        check("--read", readPercent, 0, 100);
        check("--block-bytes", blockBytes, 512, 1 << 20);
        if (!(seconds > 0 && seconds <= 3600 && warmUpSeconds >= 0 && warmUpSeconds <= 3600 && ratePerSecond >= 0)) {
            throw LoadFailure.wrongArguments("--seconds must be more than 0, --warm-up and --rate not less than 0");
        }
        TargetAddress address = TargetAddress.parse(url, luns);
        LoadRun run = new LoadRun(
                workload(),
                address,
                initiator,
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
        if (serverPid == null) {
            return run.run(null);
        }
        try (ServerProbe probe = ServerProbe.open(serverPid)) {
            return run.run(probe);
        }
    }

    private Workload workload() {
        return new Workload(
                !sequential,
                readPercent,
                blockBytes,
                connections,
                luns,
                depth,
                ratePerSecond / connections,
                regionBytes,
                (long) (warmUpSeconds * NS_PER_SECOND),
                (long) (seconds * NS_PER_SECOND),
                spinMicros * 1000L,
                digests);
    }

    private static void check(String option, int value, int least, int most) throws LoadFailure {
        if (value < least || value > most) {
            throw LoadFailure.wrongArguments(option + " " + value + " is not within " + least + " to " + most);
        }
    }
}
