package dev.sluice.simulation;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayDeque;
import java.util.Deque;

/** A disk in memory whose requests take time, overtake each other, and stay for as long as a test wants. One thread. */
public final class SlowDisk implements BlockDevice {
    private static final int LATENCY_NANOS = 1_000_000;

    private final Simulation simulation;
    private final RamDevice memory;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holding;

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

    /** The number of requests that are kept. */
    public int held() {
        return held.size();
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

            private void carryOut(BlockRequest request) {
                simulation.trace("disk " + request.operation() + " " + request.offset() + " " + request.length());
                channel.submit(request);
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
