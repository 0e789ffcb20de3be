package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.worker.WorkerPool;
import java.util.List;

/** A file, driven by workers. */
class WorkerFileDeviceTest extends FileDeviceTest {
    private WorkerPool workers;

    @Override
    void started(List<IoLoop> all) throws Exception {
        workers = WorkerPool.start(List.of(-1, -1), all, 0);
    }

    @Override
    DeviceChannel channel(BlockDevice of, IoLoop loop) {
        return workers.openChannel(of, loop);
    }

    @Override
    void stopping() {
        workers.close();
    }
}
