package dev.sluice.perf.hostile;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the attackers: runs all attacks at once, and prints a line for each. */
@Command(
        name = "attackers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Attacks a server in all ways at once. The disks of the open target lose what they have.")
public final class Attackers implements Callable<Integer> {
    private static final long POLL_MILLIS = 50;
    private static final long END_SECONDS = 30;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(names = "--port", required = true, description = "The iSCSI port.")
    private int port;

    @Option(names = "--api-port", description = "The TCP port of the API. Default: it is left in peace.")
    private Integer apiPort;

    @Option(names = "--open", required = true, description = "A target that anybody may log in to.")
    private String open;

    @Option(names = "--guarded", required = true, description = "A target that demands CHAP.")
    private String guarded;

    @Option(names = "--seed", required = true, description = "Where chance begins.")
    private long seed;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "1 for a million resets and as many mutated PDUs. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(names = "--seconds", defaultValue = "120", description = "At least. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Attackers()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Targets targets = new Targets(
                new InetSocketAddress(host, port),
                apiPort == null ? null : new InetSocketAddress(host, apiPort),
                open,
                guarded);
        List<Attack> attacks = AttackPlan.of(scale, seconds).attacks(targets, seed);
        List<Thread> threads = new ArrayList<>();
        for (Attack attack : attacks) {
            threads.add(Thread.ofPlatform().daemon().start(attack));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - end < 0 || !attacks.stream().allMatch(Attack::isDone)) {
            Thread.sleep(POLL_MILLIS);
            if (threads.stream().noneMatch(Thread::isAlive)) {
                break;
            }
        }
        attacks.forEach(Attack::stop);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        }
        System.out.println(attacks.stream().map(Object::toString).distinct().collect(Collectors.joining("\n")));
        return 0;
    }
}
