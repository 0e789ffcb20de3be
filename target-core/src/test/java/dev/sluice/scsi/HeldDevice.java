package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A device of which nothing is stored, and that keeps requests until the test ends them. */
final class HeldDevice implements BlockDevice {
    private final Map<IoLoop, ArrayDeque<BlockRequest>> held = new ConcurrentHashMap<>();

    @Override
    public DeviceProperties properties() {
        return new DeviceProperties(
                "held", 1L << 30, 512, 512, 512, 0, true, 4096, true, true, false, false, true, "held");
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        ArrayDeque<BlockRequest> queue = new ArrayDeque<>();
        held.put(loop, queue);
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                queue.add(request);
            }

            @Override
            public void close() {
                if (!queue.isEmpty()) {
                    throw new AssertionError("closed with requests under way");
                }
            }
        };
    }

    int count(IoLoop loop) {
        return TestLoops.on(loop, () -> held.get(loop).size());
    }

    /** The oldest request of the loop, with "forced" if it has to be durable. */
    String oldest(IoLoop loop) {
        return TestLoops.on(loop, () -> {
            BlockRequest request = held.get(loop).element();
            return request.operation() + (request.forceUnitAccess() ? " forced" : "");
        });
    }

    /** Ends the oldest request of the loop. */
    void end(IoLoop loop, DeviceError error) {
        TestLoops.run(loop, () -> held.get(loop).remove().complete(error));
    }

    /** Ends everything that is there, and what follows from it. */
    void endAll(IoLoop loop, DeviceError error) {
        do {
            TestLoops.run(loop, () -> {
                ArrayDeque<BlockRequest> queue = held.get(loop);
                while (!queue.isEmpty()) {
                    queue.remove().complete(error);
                }
            });
            TestLoops.passTurn(loop);
        } while (count(loop) > 0);
    }

    @Override
    public void close() {}
}
