package dev.sluice.io.disk;

import dev.sluice.io.loop.IoLoop;
import java.util.List;

/** A file, with buffers that the ring of the loop does not know: those of the other loop. */
class UnregisteredFileDeviceTest extends FileDeviceTest {
    private List<IoLoop> all;

    @Override
    void started(List<IoLoop> loops) {
        all = loops;
    }

    @Override
    IoLoop bufferOwner(IoLoop loop) {
        return all.get(1 - loop.index());
    }
}
