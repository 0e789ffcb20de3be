package dev.sluice.io.disk;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;

/**
 * A channel to a device that needs no waiting: requests end within {@link #submit}. One that is submitted from within the
 * completion of another waits until that has returned, so that a long chain of them does not fill the stack. Owner: the
 * loop's thread.
 */
abstract class ImmediateChannel implements DeviceChannel {
    private BlockRequest first;
    private BlockRequest last;
    private boolean running;

    @Override
    public final void submit(BlockRequest request) {
        request.next = null;
        if (first == null) {
            first = request;
        } else {
            last.next = request;
        }
        last = request;
        if (running) {
            return;
        }
        running = true;
        try {
            BlockRequest next;
            while ((next = first) != null) {
                first = next.next;
                next.next = null;
                next.complete(carryOut(next));
            }
        } finally {
            running = false;
        }
    }

    /** Does what the request asks for; null, or why that failed. */
    abstract DeviceError carryOut(BlockRequest request);

    @Override
    public void close() {
        assert first == null : "closed with requests under way";
    }
}
