package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Observer;
import dev.sluice.perf.peer.Witness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command line of the proof: observers on a server, a short round of all attacks, what the server holds, all attacks, what it holds
 * then. Exit code 1 where anything is not within its bounds.
 */
@Command(
        name = "hostile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Attacks a daemon in all ways at once beside sessions that behave, and prints how they fared.")
public final class Hostile implements Callable<Integer> {
    private static final int WITNESS_BYTES = 8 << 20;
    private static final int MOST_BYTES = 256 << 10;
    private static final int WARM_UP_PART = 20;
    /** So much that caches with a bound are full, such as what the server remembers of those who came. */
    private static final double LEAST_WARM_UP = 0.01;

    private static final int MOST_WARM_UP_SECONDS = 10;
    private static final long POLL_MILLIS = 100;

    @Mixin
    private Site site;

    @Option(names = "--seed", description = "Where chance begins. Default: another each time; it is printed.")
    private Long seed;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "1 for a million resets and as many mutated PDUs. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(names = "--seconds", defaultValue = "120", description = "At least. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--longest",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description = "That anybody who behaves may wait. Default: ${DEFAULT-VALUE}.")
    private long longestMillis;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "That the server has to let go of all attackers, its time limits. Default: ${DEFAULT-VALUE}.")
    private int settleSeconds;

    private final List<Observer> standing = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Hostile()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        long begin = seed == null ? System.nanoTime() & 0xffffff : seed;
        System.out.printf("seed %d, scale %s, %d s%n", begin, scale, seconds);
        ServerProcess server = site.server();
        Footprint idle = server.handles();
        observe(begin);
        Footprint expected = new Footprint(
                idle.sessions() + standing.size(),
                idle.connections() + standing.size(),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                0,
                0);
        attack(begin + 1, Math.max(LEAST_WARM_UP, scale / WARM_UP_PART), Math.min(seconds, MOST_WARM_UP_SECONDS));
        settle(server, expected);
        Footprint before = server.footprint();
        standing.forEach(Observer::forget);
        System.out.println("the attack:");
        List<Observer.Report> reports = attack(begin, scale, seconds);
        settle(server, before);
        Footprint after = server.footprint();
        standing.forEach(observer -> reports.add(observer.report()));
        standing.forEach(Observer::stop);
        System.out.print(HostileTable.of(reports, before, after));
        List<String> faults = Bounds.of(longestMillis).faults(reports, before, after);
        faults.forEach(fault -> System.out.println("FAILED: " + fault));
        System.out.println(faults.isEmpty() ? "nobody suffered" : faults.size() + " faults");
        return faults.isEmpty() ? 0 : 1;
    }

    /** Starts those who behave, one after the other, before anybody else connects: so there is one on each loop. */
    private void observe(long begin) throws IOException, InterruptedException {
        InetSocketAddress address = site.iscsi();
        for (int lun = 0; lun < site.luns(); lun++) {
            Witness witness = new Witness(
                    address,
                    Sources.ofWellBehaved(lun),
                    site.initiator(),
                    site.target(),
                    lun,
                    WITNESS_BYTES,
                    MOST_BYTES,
                    begin);
            start(witness);
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settleSeconds); !witness.isFilled(); ) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("LUN " + lun + " cannot be written: " + witness.report());
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        start(new PingObserver(address, Sources.ofWellBehaved(site.luns()), site.initiator(), site.target()));
    }

    private void start(Observer observer) {
        standing.add(observer);
        Thread.ofPlatform().daemon().start(observer);
    }

    /** Lets the attackers come, in a process of less priority, and those who come and go meanwhile. */
    private List<Observer.Report> attack(long begin, double size, int duration)
            throws IOException, InterruptedException {
        InetSocketAddress from = Sources.ofWellBehaved(site.luns() + 1);
        List<Observer> passing = new ArrayList<>();
        passing.add(new LoginObserver(site.iscsi(), from, site.initiator(), site.target()));
        if (site.api() != null) {
            passing.add(new ApiObserver(site.api(), from, site.token(), site.certificate()));
        }
        List<Thread> threads = new ArrayList<>();
        for (Observer observer : passing) {
            threads.add(Thread.ofPlatform().daemon().start(observer));
        }
        int exit = site.attackers(begin, size, duration).inheritIO().start().waitFor();
        List<Observer.Report> reports = new ArrayList<>();
        for (Observer observer : passing) {
            observer.stop();
        }
        for (int i = 0; i < passing.size(); i++) {
            threads.get(i).join(TimeUnit.SECONDS.toMillis(settleSeconds));
            reports.add(passing.get(i).report());
        }
        if (exit != 0) {
            throw new IOException("the attackers end with exit code " + exit);
        }
        return reports;
    }

    /** Waits until the server has let go of the attackers, or the time for it has passed. */
    private void settle(ServerProcess server, Footprint target) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settleSeconds);
        while (System.nanoTime() - end < 0 && !server.handles().isClosedAs(target)) {
            if (!server.isAlive()) {
                throw new IOException("the server has ended");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
