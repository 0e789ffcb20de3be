package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** In steady state, a read or a write leaves nothing on the Java heap. */
class AllocationTest {
    private static final int MEASURED = 20_000;
    /** The JIT compiles when it has the time; most of the time two runs are enough. */
    private static final int MAX_RUNS = 200;

    /** Sends what is asked for from a buffer of its own pool, and drops what it gets. */
    private static final class Endless implements TaskTransport {
        final ScsiTask task = new ScsiTask(this, TestLoops.first(), TestLoops.transferBuffers(TestLoops.first()));
        int ended;

        @Override
        public void dataIn(IoBuffer buffer, int bufferOffset, int length) {
            buffer.release();
        }

        @Override
        public void requestDataOut(long length, int pieceBytes) {
            IoBuffer buffer = TestLoops.solicitedBuffers(task.loop()).tryAcquire((int) length);
            task.dataOut(buffer, 0, (int) length);
        }

        @Override
        public void completed() {
            assertEquals(ScsiStatus.GOOD, task.status());
            ended++;
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

    @Test
    void shouldAllocateNothingWhenDataIsReadOrWritten() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (TestDisk disk = new TestDisk(new RamDevice(16 << 20), LogicalUnitSettings.of(512, "garbage")).greeted()) {
            long bytes = TestLoops.on(TestLoops.first(), () -> {
                Endless transport = new Endless();
                long allocated = Long.MAX_VALUE;
                int runs = 0;
                while (allocated >= MEASURED && runs++ < MAX_RUNS) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    run(disk, transport.task, MEASURED);
                    allocated = threads.getCurrentThreadAllocatedBytes() - before;
                }
                assertEquals(runs * MEASURED, transport.ended);
                return allocated;
            });
            assertTrue(bytes < MEASURED, bytes + " bytes for " + MEASURED + " commands");
        }
    }

    /** Reads of 4 KiB and 512 KiB and writes of 4 KiB, in turn. */
    private static void run(TestDisk disk, ScsiTask task, int commands) {
        for (int i = 0; i < commands; i++) {
            byte[] cdb = task.cdb();
            cdb[0] = (byte) (i % 2 == 0 ? 0x88 : 0x8A);
            cdb[9] = (byte) i;
            int blocks = i % 64 == 0 ? 1024 : 8;
            cdb[12] = (byte) (blocks >>> 8);
            cdb[13] = (byte) blocks;
            task.prepare(disk.nexus, 0, 16, TaskAttribute.SIMPLE, 1 << 20, 4096);
            disk.nexus.execute(task);
        }
    }
}
