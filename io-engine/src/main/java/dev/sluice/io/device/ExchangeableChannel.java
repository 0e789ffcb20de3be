package dev.sluice.io.device;

import dev.sluice.io.device.ExchangeableDevice.Medium;
import dev.sluice.io.loop.IoLoop;
import java.util.ArrayDeque;

/** One loop's way to a drive: to whatever medium is in it. Owner: the loop's thread. */
final class ExchangeableChannel implements DeviceChannel {
    /** A channel to a medium, and what is under way there. */
    private static final class Way {
        final Medium medium;
        final DeviceChannel channel;
        int underWay;
        boolean left;

        Way(Medium medium, DeviceChannel channel) {
            this.medium = medium;
            this.channel = channel;
        }

        void leaveWhenIdle() {
            if (left && underWay == 0) {
                channel.close();
                medium.release();
            }
        }
    }

    private final ExchangeableDevice device;
    private final IoLoop loop;
    private final ArrayDeque<BlockRequest> spare = new ArrayDeque<>();
    private Way way;
    private boolean closed;

    ExchangeableChannel(ExchangeableDevice device, IoLoop loop) {
        this.device = device;
        this.loop = loop;
    }

    /** Lets go of the former medium even if nobody asks for the new one. Any thread. */
    void mediumExchanged() {
        loop.execute(() -> {
            if (!closed) {
                follow();
            }
        });
    }

    private void follow() {
        Medium now = device.medium();
        if (way != null && way.medium != now) {
            leave();
        }
        if (way == null && now != null && now.retain()) {
            way = new Way(now, now.device.openChannel(loop));
        }
    }

    private void leave() {
        Way former = way;
        way = null;
        former.left = true;
        former.leaveWhenIdle();
    }

    @Override
    public void submit(BlockRequest request) {
        follow();
        Way by = way;
        if (by == null
                || request.offset() + request.length()
                        > by.medium.device.properties().sizeBytes()) {
            request.complete(DeviceError.GONE);
            return;
        }
        by.underWay++;
        BlockRequest inner = spare.isEmpty() ? new BlockRequest(this::completed) : spare.pop();
        inner.attachment = new Passage(request, by);
        switch (request.operation()) {
            case READ, FLUSH -> by.channel.submit(inner.prepareAs(request));
            default -> inner.complete(DeviceError.READ_ONLY);
        }
    }

    private record Passage(BlockRequest outer, Way way) {}

    private void completed(BlockRequest inner) {
        Passage passage = (Passage) inner.attachment;
        inner.attachment = null;
        spare.push(inner);
        passage.way.underWay--;
        passage.way.leaveWhenIdle();
        passage.outer.complete(inner.error());
    }

    @Override
    public void close() {
        closed = true;
        device.closed(this);
        if (way != null) {
            leave();
        }
    }
}
