package dev.sluice.scsi;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;

/** What one loop has of a logical unit: a channel to its device, and the tasks under way. Owner: the loop thread. */
public final class UnitChannel {
    private final IoLoop loop;
    private final DeviceChannel device;
    private final TaskSet tasks = new TaskSet();

    UnitChannel(IoLoop loop, DeviceChannel device) {
        this.loop = loop;
        this.device = device;
    }

    public IoLoop loop() {
        return loop;
    }

    /** See {@link DeviceChannel#submit}. */
    public void submit(BlockRequest request) {
        device.submit(request);
    }

    TaskSet tasks() {
        return tasks;
    }

    void close() {
        assert tasks.isEmpty();
        device.close();
    }
}
