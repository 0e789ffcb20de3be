package dev.sluice.simulation;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;

/** A disk in memory whose requests take time, overtake each other, and stay for as long as a test wants. One thread. */
public final class SlowDisk implements BlockDevice {
    private static final int LATENCY_NANOS = 1_000_000;

    private final Simulation simulation;
    private final RamDevice memory;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holding;
    private boolean lending = true;
    private final EnumMap<BlockOperation, Integer> counts = new EnumMap<>(BlockOperation.class);
    private int forcedWrites;
    private BlockOperation failing;
    private long failsAt;
    private long losesAt = -1;

    /** A disk of zeroes, a multiple of 512 bytes long. */
    public SlowDisk(Simulation simulation, long bytes) {
        this.simulation = simulation;
        this.memory = new RamDevice(bytes, "simulated");
    }

    /** Keeps requests from now on. */
    public void hold() {
        holding = true;
    }

    /** Carries out the requests that were kept, and keeps no more. */
    public void release() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** Lends no memory, so that all reads have buffers of the loop; to be called before the first login. */
    public void lendNothing() {
        lending = false;
    }

    /** The number of requests that are kept. */
    public int held() {
        return held.size();
    }

    /** Fails requests of that operation, and of no other, that include the byte at {@code offset}. */
    public void fail(BlockOperation operation, long offset) {
        failing = operation;
        failsAt = offset;
    }

    /** Completes writes that include the byte at {@code offset}, and changes nothing. */
    public void loseWritesAt(long offset) {
        losesAt = offset;
    }

    /** The number of requests of that operation so far. */
    public int count(BlockOperation operation) {
        return counts.getOrDefault(operation, 0);
    }

    /** The number of writes with force unit access so far. */
    public int forcedWrites() {
        return forcedWrites;
    }

    private static boolean includes(BlockRequest request, long offset) {
        return offset >= request.offset() && offset < request.offset() + request.length();
    }

    @Override
    public DeviceProperties properties() {
        return memory.properties();
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        DeviceChannel channel = memory.openChannel(loop);
        FakeLoop on = (FakeLoop) loop;
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                assert on.inLoop();
                Runnable start = () -> simulation.after(
                        simulation.random().nextInt(LATENCY_NANOS), () -> on.complete(() -> carryOut(request)));
                if (holding) {
                    held.add(start);
                } else {
                    start.run();
                }
            }

            @Override
            public int leastLoanBytes() {
                return lending ? channel.leastLoanBytes() : Integer.MAX_VALUE;
            }

            private void carryOut(BlockRequest request) {
                simulation.trace("disk " + request.operation() + " " + request.offset() + " " + request.length());
                counts.merge(request.operation(), 1, Integer::sum);
                forcedWrites += request.operation() == BlockOperation.WRITE && request.forceUnitAccess() ? 1 : 0;
                if (request.operation() == failing && includes(request, failsAt)) {
                    request.complete(DeviceError.MEDIUM);
                } else if (request.operation() == BlockOperation.WRITE && includes(request, losesAt)) {
                    request.complete(null);
                } else {
                    channel.submit(request);
                }
            }

            @Override
            public void close() {
                channel.close();
            }
        };
    }

    @Override
    public void close() {
        memory.close();
    }
}
