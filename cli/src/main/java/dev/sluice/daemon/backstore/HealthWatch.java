package dev.sluice.daemon.backstore;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceHealth;
import dev.sluice.io.device.DeviceHealth.Cause;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the health of open disks from time to time, and logs each change once. Any thread reads.
 *
 * <p>A check can hang, for example at a file of a dead NFS server. Its thread is lost then: the disk counts as silent, and another
 * thread checks the other disks. At most {@value #MOST_LOST} threads are lost; then no disk is checked until one comes back.
 */
public final class HealthWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** The time limit of a check, after which the disk counts as silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_LOST = 16;

    /** Number of disks that are checked without a pause. This limits the checks to a thousand disks a second. */
    private static final int DISKS_PER_BREATH = 100;

    private static final long BREATH_NANOS = Duration.ofMillis(100).toNanos();

    /**
     * A disk that is checked.
     *
     * @param name in the log
     * @param leastBytes the least size: a shorter disk has lost data that were served
     */
    public record Watched(String name, BlockDevice device, long leastBytes) {}

    private final Supplier<Collection<Watched>> disks;
    private final long patienceNanos;
    private final LongSupplier clock;
    private final Map<BlockDevice, DeviceHealth> known = new ConcurrentHashMap<>();

    /** Disks whose checks hang, with their threads. */
    private final Map<BlockDevice, Looker> lost = new ConcurrentHashMap<>();

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-health").factory());

    /** On the executor's thread. */
    private Looker looker;

    private HealthWatch(Supplier<Collection<Watched>> disks, Duration period, Duration patience, LongSupplier clock) {
        this.disks = disks;
        this.patienceNanos = patience.toNanos();
        this.clock = clock;
        executor.scheduleWithFixedDelay(this::turn, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Starts the checks. @param disks gives the disks that are open at the moment */
    public static HealthWatch start(Supplier<Collection<Watched>> disks) {
        return new HealthWatch(disks, PERIOD, PATIENCE, System::nanoTime);
    }

    static HealthWatch start(
            Supplier<Collection<Watched>> disks, Duration period, Duration patience, LongSupplier clock) {
        return new HealthWatch(disks, period, patience, clock);
    }

    /** The health of a disk at the last check. */
    public DeviceHealth of(BlockDevice device) {
        return known.getOrDefault(device, DeviceHealth.GOOD);
    }

    /** A single round over all disks, on a thread of its own. */
    private final class Looker {
        private final Collection<Watched> round;
        private volatile Watched current;

        /** The time at which the check began. */
        private volatile long since;

        private volatile boolean done;

        Looker(Collection<Watched> round) {
            this.round = round;
            this.since = clock.getAsLong();
            Thread.ofPlatform().daemon().name("sluice-look").start(this::go);
        }

        private void go() {
            try {
                int looks = 0;
                for (Watched disk : round) {
                    if (++looks % DISKS_PER_BREATH == 0) {
                        LockSupport.parkNanos(BREATH_NANOS);
                    }
                    since = clock.getAsLong();
                    current = disk;
                    if (!lost.containsKey(disk.device())) {
                        tell(disk, look(disk));
                        current = null;
                        if (lost.remove(disk.device(), this)) {
                            return;
                        }
                    }
                }
            } finally {
                current = null;
                done = true;
            }
        }

        boolean hangs() {
            return !done && current != null && clock.getAsLong() - since > patienceNanos;
        }
    }

    private void turn() {
        try {
            if (looker != null && looker.hangs()) {
                lose(looker);
                looker = null;
            }
            if ((looker == null || looker.done) && lost.size() < MOST_LOST) {
                Collection<Watched> round = disks.get();
                known.keySet().retainAll(round.stream().map(Watched::device).collect(Collectors.toSet()));
                looker = new Looker(round);
            }
        } catch (RuntimeException e) {
            LOG.error("cannot look how the disks are", e);
        }
    }

    private void lose(Looker hanging) {
        Watched disk = hanging.current;
        if (disk != null) {
            lost.put(disk.device(), hanging);
            tell(
                    disk,
                    DeviceHealth.failed(
                            Cause.SILENT,
                            "its storage does not answer: see whether its server or its controller is there"));
            if (hanging.done || hanging.current != disk) {
                lost.remove(disk.device(), hanging);
            }
        }
    }

    private static DeviceHealth look(Watched disk) {
        try {
            DeviceHealth health = disk.device().health();
            long bytes = disk.device().properties().sizeBytes();
            return bytes >= disk.leastBytes()
                    ? health
                    : health.or(
                            DeviceHealth.degraded(
                                    Cause.SHRUNK,
                                    "it has " + bytes + " bytes, and had " + disk.leastBytes()
                                            + ": somebody has made it smaller,"
                                            + " and what lay beyond is lost; make it as long as it was, or resize the backstore"));
        } catch (RuntimeException e) {
            LOG.error("cannot look how {} is", disk.name(), e);
            return DeviceHealth.GOOD;
        }
    }

    private void tell(Watched disk, DeviceHealth now) {
        DeviceHealth before = known.put(disk.device(), now);
        if (before == null ? now.isGood() : before.cause() == now.cause() && before.state() == now.state()) {
            return;
        }
        switch (now.state()) {
            case GOOD -> LOG.info("{} is good again", disk.name());
            case DEGRADED -> LOG.warn("{} is degraded: {}", disk.name(), now.detail());
            case FAILED -> LOG.error("{} has failed: {}", disk.name(), now.detail());
        }
    }

    /** Ends the checks; does not wait for threads that hang. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
