package dev.sluice.iscsi.session;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A disk that stops answering when it is told to, as a broken one does, and goes on when it is told to. */
public final class HoldingDevice implements BlockDevice {
    private record Held(IoLoop loop, DeviceChannel channel, BlockRequest request) {}

    private final BlockDevice device;
    private final List<Held> held = new ArrayList<>();
    private volatile long shrunkBy;
    private boolean holding;
    private DeviceError failure;
    private CountDownLatch awaited = new CountDownLatch(0);

    public HoldingDevice(BlockDevice device) {
        this.device = device;
    }

    /** From now on requests stay here; the latch opens when {@code count} of them do. */
    public synchronized CountDownLatch hold(int count) {
        holding = true;
        awaited = new CountDownLatch(count);
        return awaited;
    }

    /** Carries out what was held, and holds no more. */
    public synchronized void release() {
        holding = false;
        for (Held one : held) {
            one.loop.execute(() -> one.channel.submit(one.request));
        }
        held.clear();
    }

    /** Says that it is smaller than it is. */
    public void shrinkBy(long bytes) {
        shrunkBy = bytes;
    }

    /** From now on requests fail, or work again when {@code error} is null. */
    public synchronized void failWith(DeviceError error) {
        failure = error;
    }

    public static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the device has not got as many requests: " + latch.getCount() + " are missing");
        }
    }

    @Override
    public DeviceProperties properties() {
        DeviceProperties of = device.properties();
        return new DeviceProperties(
                of.description(),
                of.sizeBytes() - shrunkBy,
                of.logicalBlockBytes(),
                of.physicalBlockBytes(),
                of.alignmentBytes(),
                of.optimalIoBytes(),
                of.canUnmap(),
                of.unmapGranularityBytes(),
                of.unmapZeroes(),
                of.volatileCache(),
                of.rotational(),
                of.readOnly(),
                of.direct(),
                of.identity());
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        DeviceChannel channel = device.openChannel(loop);
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                DeviceError error;
                synchronized (HoldingDevice.this) {
                    error = failure;
                    if (holding) {
                        held.add(new Held(loop, channel, request));
                        awaited.countDown();
                        return;
                    }
                }
                if (error != null) {
                    request.complete(error);
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
        device.close();
    }
}
