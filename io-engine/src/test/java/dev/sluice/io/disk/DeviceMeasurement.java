package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.open.Devices;
import dev.sluice.io.worker.WorkerPool;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares the ways to drive a device, alternating, on one machine: a program, not a test. Arguments: the device's path, bytes
 * per request, depth, operations per run, rounds. All loops run on core 0, the last worker on core 1.
 */
final class DeviceMeasurement {
    private DeviceMeasurement() {}

    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        int bytes = Integer.parseInt(args[1]);
        int depth = Integer.parseInt(args[2]);
        long operations = Long.parseLong(args[3]);
        int rounds = Integer.parseInt(args[4]);
        LoopSettings settings = new LoopSettings(0, 32 << 20, 2 << 20, 0);
        try (IoLoopGroup group = IoLoopGroup.start(List.of(settings, settings));
                WorkerPool near = WorkerPool.start(List.of(0), group.loops(), 0);
                WorkerPool far = WorkerPool.start(List.of(1), group.loops(), 0);
                BlockDevice device = Devices.open(
                        args[0].equals("ram") ? new DeviceSpec.Ram(1 << 30, null) : DeviceSpec.Disk.of(path))) {
            IoLoop loop = group.loops().get(0);
            IoLoop other = group.loops().get(1);
            System.out.println(device.properties());
            try (TestDisk inline = new TestDisk(device, loop);
                    TestDisk sameCore = new TestDisk(device, loop, loop, near::openChannel);
                    TestDisk otherCore = new TestDisk(device, loop, loop, far::openChannel)) {
                for (int round = 0; round < rounds; round++) {
                    run("inline, registered", inline, loop, device, bytes, depth, operations);
                    run("inline, plain", inline, other, device, bytes, depth, operations);
                    run("worker, same core", sameCore, loop, device, bytes, depth, operations);
                    run("worker, other core", otherCore, loop, device, bytes, depth, operations);
                }
            }
        }
    }

    private static void run(
            String mode, TestDisk disk, IoLoop buffers, BlockDevice device, int bytes, int depth, long operations) {
        long before = processCpu();
        long beforeNanos = System.nanoTime();
        DeviceLoad.Result result = DeviceLoad.run(
                disk, buffers, device.properties().sizeBytes(), bytes, depth, false, operations / 4, operations);
        double processMicros = (processCpu() - before) / 1e3 / (operations * 1.25);
        double wall = (System.nanoTime() - beforeNanos) / 1e9;
        System.out.printf(
                "%-20s %8.0f op/s  loop %.2f us/op  process %.2f us/op  %.2f B/op  (%.1f s)%n",
                mode, result.perSecond(), result.cpuMicros(), processMicros, result.bytesPerOperation(), wall);
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
