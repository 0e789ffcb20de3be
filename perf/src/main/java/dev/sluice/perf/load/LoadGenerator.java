package dev.sluice.perf.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the load generator: opens the connections, runs them, prints one result. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Loads an iSCSI disk and prints IOPS, MB/s and latencies.")
public final class LoadGenerator implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;

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
            description = "Commands outstanding a connection. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Option(names = "--connections", defaultValue = "1", description = "Sessions. Default: ${DEFAULT-VALUE}.")
    private int connections;

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
            description = "Process of a server on this machine: its CPU time and, of a JVM, its allocation per I/O are"
                    + " measured, too.")
    private Long serverPid;

    @Option(names = "--initiator", defaultValue = "iqn.2026-01.dev.sluice:load", description = "Initiator name.")
    private String initiator;

    @Option(names = "--tsv", description = "Print tab-separated values without a heading.")
    private boolean tsv;

    @Option(names = "--tsv-header", help = true, description = "Print the heading of --tsv and end.")
    private boolean tsvHeader;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadGenerator()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (tsvHeader) {
            System.out.println(Result.TSV_HEADER);
            return 0;
        }
        if (depth < 1 || connections < 1 || blockBytes < 512 || blockBytes > 1 << 20 || blockBytes % 512 != 0) {
            System.err.println("load: depth and connections from 1, block bytes 512 to 1048576 in steps of 512");
            return 2;
        }
        Workload load = new Workload(
                !sequential,
                readPercent,
                blockBytes,
                depth,
                ratePerSecond / connections,
                regionBytes,
                (long) (warmUpSeconds * NS_PER_SECOND),
                (long) (seconds * NS_PER_SECOND),
                spinMicros * 1000L,
                digests);
        if (serverPid == null) {
            return report(run(load, null));
        }
        try (ServerProbe probe = ServerProbe.open(serverPid)) {
            return report(run(load, probe));
        }
    }

    private int report(Result result) {
        System.out.println(tsv ? result.toTsv() : result.toString());
        return result.errors() == 0 ? 0 : 1;
    }

    private Result run(Workload load, ServerProbe probe) throws Exception {
        TargetAddress address = TargetAddress.parse(url);
        CyclicBarrier start = new CyclicBarrier(connections + 1);
        List<LoadConnection> running = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            LoadConnection connection = new LoadConnection(load, address, initiator, i, start);
            running.add(connection);
            threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(connection));
        }
        start.await();
        Thread.sleep(load.warmUpNs() / 1_000_000);
        long cpuBefore = probe == null ? 0 : probe.cpuNs();
        long allocatedBefore = probe == null ? 0 : probe.allocatedBytes();
        Thread.sleep(load.measureNs() / 1_000_000);
        long cpuNs = probe == null ? -1 : probe.cpuNs() - cpuBefore;
        long allocated = probe == null || allocatedBefore < 0 ? -1 : probe.allocatedBytes() - allocatedBefore;
        Histogram latencyNs = new Histogram(3);
        long errors = 0;
        for (int i = 0; i < connections; i++) {
            threads.get(i).join();
            LoadConnection connection = running.get(i);
            if (connection.failure() != null) {
                throw new IllegalStateException("connection " + i + " broke", connection.failure());
            }
            latencyNs.add(connection.latencyNs());
            errors += connection.errors();
        }
        return new Result(latencyNs, load.measureNs() / 1e9, blockBytes, errors, cpuNs, allocated);
    }
}
