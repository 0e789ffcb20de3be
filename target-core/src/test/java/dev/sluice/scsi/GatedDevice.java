package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayList;
import java.util.List;

/** A device behind a gate: requests pass, fail, or wait until the gate is opened. Any thread. */
final class GatedDevice implements BlockDevice {
    private record Held(IoLoop loop, DeviceChannel channel, BlockRequest request) {}

    private final BlockDevice inner;
    private final List<Held> held = new ArrayList<>();
    private boolean holding;
    private boolean failing;

    GatedDevice(BlockDevice inner) {
        this.inner = inner;
    }

    synchronized void hold() {
        holding = true;
    }

    synchronized void fail() {
        failing = true;
    }

    /** Lets everything pass from now on. */
    synchronized void release() {
        holding = false;
        failing = false;
        held.forEach(one -> one.loop.execute(() -> one.channel.submit(one.request)));
        held.clear();
    }

    synchronized int held() {
        return held.size();
    }

    synchronized void awaitHeld(int count) {
        try {
            while (held.size() < count) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized boolean passes(IoLoop loop, DeviceChannel channel, BlockRequest request) {
        if (holding) {
            held.add(new Held(loop, channel, request));
            notifyAll();
        }
        return !holding;
    }

    private synchronized boolean fails() {
        return failing;
    }

    @Override
    public DeviceProperties properties() {
        return inner.properties();
    }

    @Override
    public Extent extentAt(long offset) {
        return inner.extentAt(offset);
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        DeviceChannel channel = inner.openChannel(loop);
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                if (fails()) {
                    request.complete(DeviceError.MEDIUM);
                } else if (passes(loop, channel, request)) {
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
        inner.close();
    }
}
