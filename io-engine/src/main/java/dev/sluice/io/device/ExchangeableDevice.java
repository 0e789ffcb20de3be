package dev.sluice.io.device;

import dev.sluice.io.loop.IoLoop;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A read-only device whose medium can be exchanged while it is in use, as a drive's is. Requests that are under way go on with the
 * medium that they began with, which is closed when none uses it any more; without a medium they fail with
 * {@link DeviceError#GONE}. Any thread.
 */
public final class ExchangeableDevice implements BlockDevice {
    private final String identity;
    private final Set<ExchangeableChannel> channels = ConcurrentHashMap.newKeySet();
    private volatile Medium medium;

    /**
     * @param identity of the drive, see {@link DeviceProperties#identity()}
     * @param first closed by this device; null for none
     */
    public ExchangeableDevice(String identity, BlockDevice first) {
        this.identity = identity;
        this.medium = first == null ? null : new Medium(first);
    }

    /** Puts in {@code next}, which this device closes from now on, in place of what is there; null for nothing. */
    public void exchange(BlockDevice next) {
        Medium former;
        synchronized (this) {
            former = medium;
            medium = next == null ? null : new Medium(next);
        }
        if (former != null) {
            former.release();
        }
        channels.forEach(ExchangeableChannel::mediumExchanged);
    }

    /** The medium now, or null. */
    Medium medium() {
        return medium;
    }

    void closed(ExchangeableChannel channel) {
        channels.remove(channel);
    }

    /** Those of the medium, with the drive's identity; a size of 0 without one. */
    @Override
    public DeviceProperties properties() {
        Medium now = medium;
        DeviceProperties inside = now == null ? null : now.device.properties();
        return inside == null
                ? new DeviceProperties(
                        "no medium", 0, 512, 512, 512, 0, false, 0, false, false, false, true, false, identity)
                : new DeviceProperties(
                        inside.description(),
                        inside.sizeBytes(),
                        inside.logicalBlockBytes(),
                        inside.physicalBlockBytes(),
                        inside.alignmentBytes(),
                        inside.optimalIoBytes(),
                        false,
                        0,
                        false,
                        false,
                        inside.rotational(),
                        true,
                        inside.direct(),
                        identity);
    }

    /** That of the medium. */
    @Override
    public DeviceHealth health() {
        Medium now = medium;
        return now == null ? DeviceHealth.GOOD : now.device.health();
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        ExchangeableChannel channel = new ExchangeableChannel(this, loop);
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        exchange(null);
    }

    /** A device that is closed when the last of its users lets go of it. */
    static final class Medium {
        final BlockDevice device;
        private final AtomicInteger users = new AtomicInteger(1);

        Medium(BlockDevice device) {
            this.device = device;
        }

        /** False if it is closed. */
        boolean retain() {
            int now;
            do {
                now = users.get();
            } while (now > 0 && !users.compareAndSet(now, now + 1));
            return now > 0;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                device.close();
            }
        }
    }
}
