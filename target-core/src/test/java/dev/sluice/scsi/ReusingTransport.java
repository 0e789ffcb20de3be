package dev.sluice.scsi;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;

/** Starts its task again from within the callback that ends it. */
record ReusingTransport(TestDisk disk, ScsiTask[] task, int[] runs) implements TaskTransport {
    static final int RUNS = 50;

    static void start(TestDisk disk, ScsiTask task) {
        task.cdb()[0] = 0x28;
        task.cdb()[8] = 1;
        task.prepare(disk.nexus, 0, 10, TaskAttribute.SIMPLE, 512, 0);
        disk.nexus.execute(task);
    }

    @Override
    public void dataIn(IoBuffer buffer, int bufferOffset, int length) {
        buffer.release();
    }

    @Override
    public void requestDataOut(long length, int pieceBytes) {
        throw new AssertionError("a read asks for data");
    }

    @Override
    public void completed() {
        if (++runs[0] < RUNS) {
            start(disk, task[0]);
        }
    }

    @Override
    public void aborted() {
        throw new AssertionError("nobody aborts");
    }

    @Override
    public boolean acceptsDataIn() {
        return true;
    }
}
