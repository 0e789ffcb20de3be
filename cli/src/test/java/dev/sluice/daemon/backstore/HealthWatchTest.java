package dev.sluice.daemon.backstore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.backstore.HealthWatch.Watched;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceHealth;
import dev.sluice.io.device.DeviceHealth.Cause;
import dev.sluice.io.device.DeviceHealth.State;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.open.Devices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong();

    /** A device that is as a test says. */
    private record Told(BlockDevice device, Supplier<DeviceHealth> how) implements BlockDevice {
        static Watched of(String name, Supplier<DeviceHealth> how) throws Exception {
            return new Watched(name, new Told(Devices.open(new DeviceSpec.Null(512, name)), how), 512);
        }

        @Override
        public DeviceProperties properties() {
            return device.properties();
        }

        @Override
        public DeviceChannel openChannel(IoLoop loop) {
            return device.openChannel(loop);
        }

        @Override
        public DeviceHealth health() {
            return how.get();
        }

        @Override
        public void close() {
            device.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come");
            Thread.onSpinWait();
        }
    }

    private static DeviceHealth hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DeviceHealth.GOOD;
    }

    @Test
    void shouldLookAtTheRestWhenOneDiskDoesNotAnswer() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        AtomicLong looks = new AtomicLong();
        Watched first = Told.of("first", () -> hang(dead));
        Watched second = Told.of("second", () -> {
            looks.incrementAndGet();
            return DeviceHealth.GOOD;
        });
        try (HealthWatch watch = HealthWatch.start(() -> List.of(first, second), PERIOD, PATIENCE, clock::get)) {
            await(() -> {
                clock.addAndGet(PATIENCE.toNanos());
                return watch.of(first.device()).cause() == Cause.SILENT;
            });
            assertTrue(watch.of(first.device()).state() == State.FAILED);
            long before = looks.get();
            await(() -> looks.get() > before + 3);
            dead.countDown();
            await(() -> watch.of(first.device()).isGood());
        }
    }

    @Test
    void shouldLoseNoMoreThreadsThanItMayWhenAllDisksAreDead() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        AtomicLong inside = new AtomicLong();
        List<Watched> disks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            disks.add(Told.of("d" + i, () -> {
                inside.incrementAndGet();
                return hang(dead);
            }));
        }
        try (HealthWatch watch = HealthWatch.start(() -> disks, PERIOD, PATIENCE, clock::get)) {
            await(() -> {
                clock.addAndGet(PATIENCE.toNanos());
                return disks.stream()
                                .filter(one -> !watch.of(one.device()).isGood())
                                .count()
                        == 16;
            });
            assertTrue(inside.get() <= 16, () -> inside + " threads");
            dead.countDown();
            await(() -> disks.stream().allMatch(one -> watch.of(one.device()).isGood()) && inside.get() > 40);
        }
    }
}
