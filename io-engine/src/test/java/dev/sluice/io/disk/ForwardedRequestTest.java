package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.worker.WorkerPool;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels that pass requests on to another one: the operation, range and force unit access that arrive there. */
class ForwardedRequestTest {
    private static final int ALIGNMENT = 4096;
    private static final int PIECE = AligningChannel.PIECE_BYTES;

    /** A device of zeroes that lists its requests. */
    private static final class Recording implements BlockDevice {
        final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

        @Override
        public DeviceProperties properties() {
            return new DeviceProperties(
                    "recording", 1L << 30, 512, 512, 512, 0, true, 512, true, true, false, false, true, "recording");
        }

        @Override
        public DeviceChannel openChannel(IoLoop loop) {
            return new ImmediateChannel() {
                @Override
                DeviceError carryOut(BlockRequest request) {
                    String range = request.length() == 0 ? "" : " " + request.offset() + "+" + request.length();
                    requests.add(request.operation() + range + (request.forceUnitAccess() ? " forced" : ""));
                    return null;
                }
            };
        }

        @Override
        public void close() {}
    }

    private final Recording device = new Recording();
    private TestLoops loops;
    private WorkerPool workers;

    @BeforeEach
    void start() throws Exception {
        loops = new TestLoops(1);
        workers = WorkerPool.start(List.of(-1), loops.all(), 0);
    }

    @AfterEach
    void stop() {
        workers.close();
        loops.close();
    }

    private TestDisk aligning() {
        return disk((of, loop) -> new AligningChannel(loop, of.openChannel(loop), ALIGNMENT, new RangeLocks()));
    }

    private TestDisk disk(BiFunction<BlockDevice, IoLoop, DeviceChannel> opener) {
        return new TestDisk(device, loops.first(), loops.first(), opener);
    }

    private void assertForwarded(DeviceError outcome, String... requests) {
        assertNull(outcome);
        assertEquals(List.of(requests), List.copyOf(device.requests));
        device.requests.clear();
    }

    @Test
    void shouldKeepForceUnitAccessWhenAlignedRequestsPassTheAligningChannel() {
        try (TestDisk disk = aligning()) {
            assertForwarded(disk.write(8192, new byte[4096], true), "WRITE 8192+4096 forced");
            assertForwarded(disk.write(8192, new byte[4096], false), "WRITE 8192+4096");
            assertForwarded(disk.writeZeroes(4096, 8192, true), "WRITE_ZEROES 4096+8192 forced");
            assertForwarded(disk.writeZeroes(4096, 8192, false), "WRITE_ZEROES 4096+8192");
            assertForwarded(disk.unmap(4096, 8192), "UNMAP 4096+8192");
            assertForwarded(disk.read(4096, new byte[4096]), "READ 4096+4096");
            assertForwarded(disk.flush(), "FLUSH");
        }
    }

    @Test
    void shouldForceEveryPieceWhenAWriteIsReadModifiedAndWritten() {
        try (TestDisk disk = aligning()) {
            assertForwarded(disk.write(512, new byte[512], true), "READ 0+4096", "WRITE 0+4096 forced");
            assertForwarded(disk.write(512, new byte[512], false), "READ 0+4096", "WRITE 0+4096");
            assertForwarded(
                    disk.write(512, new byte[2 * PIECE], true),
                    "READ 0+" + PIECE,
                    "WRITE 0+" + PIECE + " forced",
                    "WRITE " + PIECE + "+" + PIECE + " forced",
                    "READ " + 2 * PIECE + "+4096",
                    "WRITE " + 2 * PIECE + "+4096 forced");
        }
    }

    @Test
    void shouldForceEdgesAndMiddleWhenZeroesBeginAndEndWithinASector() {
        try (TestDisk disk = aligning()) {
            assertForwarded(
                    disk.writeZeroes(512, 1 << 20, true),
                    "READ 0+4096",
                    "WRITE 0+4096 forced",
                    "WRITE_ZEROES 4096+" + ((1 << 20) - 4096) + " forced",
                    "READ " + (1 << 20) + "+4096",
                    "WRITE " + (1 << 20) + "+4096 forced");
            assertForwarded(
                    disk.writeZeroes(0, 4608, false), "WRITE_ZEROES 0+4096", "READ 4096+4096", "WRITE 4096+4096");
        }
    }

    @Test
    void shouldZeroEdgesAndUnmapTheMiddleWhenAnUnmapBeginsAndEndsWithinASector() {
        try (TestDisk disk = aligning()) {
            assertForwarded(
                    disk.unmap(512, 8192),
                    "READ 0+4096",
                    "WRITE 0+4096",
                    "UNMAP 4096+4096",
                    "READ 8192+4096",
                    "WRITE 8192+4096");
        }
    }

    @Test
    void shouldReadWholeSectorsWhenAReadBeginsAndEndsWithinOne() {
        try (TestDisk disk = aligning()) {
            assertForwarded(disk.read(512, new byte[512]), "READ 0+4096");
            assertForwarded(disk.read(4096, new byte[512]), "READ 4096+4096");
            assertForwarded(disk.read(7680, new byte[PIECE]), "READ 4096+" + PIECE, "READ " + (4096 + PIECE) + "+4096");
        }
    }

    @Test
    void shouldPassRequestsAsTheyAreWhenWorkersCarryThemOut() {
        try (TestDisk disk = disk(workers::openChannel)) {
            assertForwarded(disk.write(512, new byte[512], true), "WRITE 512+512 forced");
            assertForwarded(disk.write(512, new byte[512], false), "WRITE 512+512");
            assertForwarded(disk.writeZeroes(1024, 1L << 29, true), "WRITE_ZEROES 1024+" + (1L << 29) + " forced");
            assertForwarded(disk.writeZeroes(1024, 1L << 29, false), "WRITE_ZEROES 1024+" + (1L << 29));
            assertForwarded(disk.unmap(1024, 1L << 29), "UNMAP 1024+" + (1L << 29));
            assertForwarded(disk.read(4096, new byte[1024]), "READ 4096+1024");
            assertForwarded(disk.flush(), "FLUSH");
        }
    }

    @Test
    void shouldPassReadsAndFlushesWhenTheMediumCanBeExchanged() {
        try (ExchangeableDevice drive = new ExchangeableDevice("drive", device);
                TestDisk disk = new TestDisk(drive, loops.first())) {
            assertForwarded(disk.read(4096, new byte[1024]), "READ 4096+1024");
            assertForwarded(disk.flush(), "FLUSH");
            UnaryOperator<BlockRequest> zeroes = request -> request.prepareWriteZeroes(0, 512, true);
            assertEquals(DeviceError.READ_ONLY, disk.run(zeroes));
            assertEquals(List.of(), List.copyOf(device.requests));
        }
    }
}
