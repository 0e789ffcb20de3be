package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order data and protection information reach their devices. */
class ProtectionOrderTest {
    private static final IoLoop FIRST = TestLoops.first();
    private static final IoLoop SECOND = TestLoops.second();
    private static final String WRITE = "2A 08 00 00 00 05 00 00 01 00";
    private static final String READ = "28 00 00 00 00 05 00 00 01 00";

    private final HeldDevice data = new HeldDevice();
    private final HeldDevice information = new HeldDevice();
    private TestDisk disk;

    @BeforeEach
    void open() {
        LogicalUnitSettings settings =
                LogicalUnitSettings.of(512, "held").withThin(true).withProtection(ProtectionType.TYPE_1);
        disk = new TestDisk(new ProtectedDevice(data, information, 512), settings).greeted();
        TestLoops.run(FIRST, () -> disk.unit.loopUnitOn(FIRST));
        TestLoops.run(SECOND, () -> disk.unit.loopUnitOn(SECOND));
    }

    @AfterEach
    void close() {
        settle();
        assertTrue(disk.unit.atomicAccess().isIdle());
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private static void settle() {
        for (int i = 0; i < 4; i++) {
            TestLoops.run(FIRST, () -> {});
            TestLoops.run(SECOND, () -> {});
        }
    }

    private TestTransport start(ItNexus from, String cdb, byte[] dataOut) {
        TestTransport task = disk.start(from, 0, cdb, 512, dataOut, t -> {});
        settle();
        return task;
    }

    private static void end(HeldDevice device, String expected) {
        assertEquals(expected, device.oldest(FIRST));
        device.end(FIRST, null);
        settle();
    }

    @Test
    void shouldMakeBothDurableWhenUnitAccessIsForced() {
        TestTransport write = start(disk.nexus, WRITE, new byte[512]);
        end(information, "READ");
        end(data, "WRITE forced");
        end(information, "WRITE forced");
        TestLoops.await(write.ended).good();
    }

    @Test
    void shouldFlushBothWhenTheCacheIsSynchronized() {
        TestTransport flush = start(disk.nexus, "35 00 00 00 00 00 00 00 00 00", new byte[0]);
        end(data, "FLUSH");
        assertFalse(flush.ended.isDone());
        end(information, "FLUSH");
        TestLoops.await(flush.ended).good();
    }

    @Test
    void shouldWriteInformationOfWrittenDataWhenTheTaskIsAborted() {
        TestTransport write = start(disk.nexus, WRITE, new byte[512]);
        end(information, "READ");
        TestLoops.run(FIRST, write.task::abort);
        TestTransport read = start(disk.other, READ, new byte[0]);
        assertEquals(0, data.count(SECOND) + information.count(SECOND));
        end(data, "WRITE forced");
        assertFalse(write.ended.isDone());
        end(information, "WRITE forced");
        assertTrue(TestLoops.await(write.ended).aborted());
        information.end(SECOND, DeviceError.MEDIUM);
        TestLoops.await(read.ended).failed(3, 0x1100);
    }

    @Test
    void shouldWriteNothingWhenTheTaskIsAbortedBefore() {
        TestTransport write = start(disk.nexus, WRITE, new byte[512]);
        TestTransport next = start(disk.other, WRITE, new byte[512]);
        TestLoops.run(FIRST, write.task::abort);
        end(information, "READ");
        assertTrue(TestLoops.await(write.ended).aborted());
        assertEquals(0, data.count(FIRST));
        TestLoops.run(SECOND, next.task::abort);
        information.end(SECOND, null);
        assertTrue(TestLoops.await(next.ended).aborted());
    }

    @Test
    void shouldForgetInformationBeforeBlocksAreUnmapped() {
        byte[] list = new byte[24];
        list[1] = 22;
        list[3] = 16;
        list[15] = 64;
        list[19] = 64;
        TestTransport unmap = start(disk.nexus, "42 00 00 00 00 00 00 00 18 00", list);
        end(information, "WRITE_ZEROES");
        end(data, "UNMAP");
        TestLoops.await(unmap.ended).good();
    }
}
