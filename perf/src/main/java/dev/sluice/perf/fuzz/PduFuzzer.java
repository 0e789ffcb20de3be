package dev.sluice.perf.fuzz;

import dev.sluice.perf.peer.Observer;
import dev.sluice.perf.peer.Witness;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the fuzzer: runs it, and prints counts; exit code 1 where the session beside it came to harm. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sends PDUs that are almost right to a target, whose disks lose what they have.")
public final class PduFuzzer implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "HOST")
    private String host;

    @Parameters(index = "1", paramLabel = "PORT")
    private int port;

    @Parameters(index = "2", paramLabel = "TARGET", description = "Its LUNs are written to at random.")
    private String target;

    @Parameters(index = "3", paramLabel = "SEED", description = "The same seed makes the same PDUs.")
    private long seed;

    @Parameters(index = "4", paramLabel = "COUNT", description = "PDUs to send.")
    private long count;

    @Option(
            names = "--connections",
            defaultValue = "8",
            description = "Connections at a time. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--witness",
            paramLabel = "TARGET",
            description =
                    "A second target of the server, on whose LUN 0 a session that behaves writes and verifies meanwhile.")
    private String witness;

    @Option(
            names = "--longest",
            paramLabel = "MILLIS",
            defaultValue = "0",
            description =
                    "The longest that a command of that session may take; 0 for any time. Default: ${DEFAULT-VALUE}.")
    private long longestMillis;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PduFuzzer()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        System.out.println("seed " + seed + ", " + connections + " connections at a time");
        Witness beside = witness == null
                ? null
                : new Witness(address, null, "iqn.2026-11.dev.sluice:witness", witness, 0, 1 << 19, 1 << 9, seed);
        Thread behaving =
                beside == null ? null : Thread.ofPlatform().name("witness").start(beside);
        AtomicLong left = new AtomicLong(count);
        Counts counts = new Counts();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            FuzzRun run = new FuzzRun(address, target, seed, i, left, counts);
            threads.add(Thread.ofPlatform().name("fuzz-" + i).start(run));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(counts);
        if (beside == null) {
            return counts.logins.get() > 0 ? 0 : 1;
        }
        beside.stop();
        behaving.join();
        Observer.Report seen = beside.report();
        System.out.println(seen);
        boolean late = longestMillis > 0 && seen.longestMillis() > longestMillis;
        return seen.fault() != null || late || counts.logins.get() == 0 ? 1 : 0;
    }
}
