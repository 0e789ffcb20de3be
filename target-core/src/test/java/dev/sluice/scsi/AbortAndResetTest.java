package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbortAndResetTest {
    private static final String READ_1_MIB = "28 00 00 00 00 00 00 08 00 00";
    private static final String WRITE_1_MIB = "2A 00 00 00 00 00 00 08 00 00";
    private static final IoLoop FIRST = TestLoops.first();
    private static final IoLoop SECOND = TestLoops.second();

    private HeldDevice device;
    private TestDisk disk;

    @BeforeEach
    void open() {
        device = new HeldDevice();
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "held").withThin(true)).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private TestTransport read(ItNexus from) {
        return disk.start(from, 0, READ_1_MIB, 1 << 20, new byte[0], t -> {});
    }

    private TestTransport write(String cdb, int bytes) {
        return disk.start(disk.nexus, 0, cdb, 0, new byte[bytes], t -> {});
    }

    @Test
    void shouldRestOnlyWhenTheDeviceIsDoneWithAnAbortedRead() {
        TestTransport read = read(disk.nexus);
        assertTrue(device.count(FIRST) > 1);
        TestLoops.run(FIRST, read.task::abort);
        TestLoops.run(FIRST, read.task::abort);
        assertFalse(read.ended.isDone());
        device.endAll(FIRST, null);
        assertTrue(TestLoops.await(read.ended).aborted());
        assertEquals(0, read.dataInCalls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WRITE_1_MIB,
                "2E 00 00 00 00 00 00 08 00 00",
                "2E 02 00 00 00 00 00 08 00 00",
                "2F 02 00 00 00 00 00 08 00 00",
            })
    void shouldReleaseEveryPieceWhenAWriteIsAborted(String cdb) {
        TestTransport write = write(cdb, 1 << 20);
        TestLoops.run(FIRST, write.task::abort);
        assertFalse(write.ended.isDone());
        device.endAll(FIRST, null);
        assertTrue(TestLoops.await(write.ended).aborted());
    }

    @Test
    void shouldRestAtOnceWhenAWriteWaitsForItsData() {
        TestTransport write = disk.start(disk.nexus, 0, WRITE_1_MIB, 0, new byte[1 << 20], t -> t.sendsAtOnce = false);
        assertEquals(1 << 20, write.requested);
        TestLoops.run(FIRST, write.task::abort);
        assertTrue(TestLoops.await(write.ended).aborted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "41 00 00 00 00 00 00 10 00 00",
                "41 08 00 00 00 00 00 10 00 00",
                "2F 00 00 00 00 00 00 08 00 00",
                "35 00 00 00 00 00 00 00 00 00",
            })
    void shouldRestWhenACommandWithoutTransferIsAborted(String cdb) {
        byte[] block = new byte[512];
        block[0] = 1;
        TestTransport task = disk.start(disk.nexus, 0, cdb, 0, cdb.startsWith("41") ? block : new byte[0], t -> {});
        TestLoops.run(FIRST, task.task::abort);
        assertFalse(task.ended.isDone());
        device.endAll(FIRST, null);
        assertTrue(TestLoops.await(task.ended).aborted());
    }

    @ParameterizedTest
    @CsvSource({
        "MEDIUM,3,0x1100,3,0x0C00",
        "NO_SPACE,7,0x2707,7,0x2707",
        "READ_ONLY,7,0x2700,7,0x2700",
        "GONE,2,0x0400,2,0x0400",
        "UNSUPPORTED,4,0x4400,4,0x4400",
        "INTEGRITY,11,0x1001,11,0x1001"
    })
    void shouldTellWhatFailedWhenADeviceFails(
            DeviceError error, int readKey, String readSense, int writeKey, String writeSense) {
        TestTransport read = read(disk.nexus);
        device.end(FIRST, null);
        device.end(FIRST, error);
        device.endAll(FIRST, null);
        TestLoops.await(read.ended).failed(readKey, Integer.decode(readSense));
        TestTransport write = write(WRITE_1_MIB, 1 << 20);
        device.end(FIRST, error);
        device.endAll(FIRST, null);
        TestLoops.await(write.ended).failed(writeKey, Integer.decode(writeSense));
    }

    @Test
    void shouldTakeAllDataOffTheWireBeforeAWriteFails() {
        TestTransport write = disk.start(disk.nexus, 0, WRITE_1_MIB, 0, new byte[1 << 20], t -> t.sendsAtOnce = false);
        TestLoops.run(FIRST, write::sendPiece);
        device.end(FIRST, DeviceError.MEDIUM);
        assertFalse(write.ended.isDone());
        assertEquals(0, TestLoops.buffersOut());
        TestLoops.run(FIRST, () -> {
            while (write.sendPiece()) {}
        });
        TestLoops.await(write.ended).failed(3, 0x0C00);
    }

    @Test
    void shouldAbortTheTasksOfAllSessionsWhenTheUnitIsReset() {
        TestTransport mine = read(disk.nexus);
        TestTransport others = read(disk.other);
        CompletableFuture<Boolean> reset = new CompletableFuture<>();
        TestLoops.run(FIRST, () -> disk.target.taskManager().resetLogicalUnit(disk.nexus, 0, TaskScope.ALL, exists -> {
            assertTrue(FIRST.inLoop());
            reset.complete(exists);
        }));
        device.endAll(FIRST, null);
        assertTrue(TestLoops.await(mine.ended).aborted());
        assertFalse(reset.isDone());
        while (device.count(SECOND) > 0) {
            device.endAll(SECOND, null);
        }
        assertTrue(TestLoops.await(others.ended).aborted());
        assertTrue(TestLoops.await(reset));
        disk.execute(disk.nexus, "00 00 00 00 00 00").failed(6, 0x2903);
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x2903);
        disk.execute(disk.other, "00 00 00 00 00 00").good();
    }

    @Test
    void shouldSayThatThereIsNoUnitWhenOneThatIsNotThereIsReset() {
        CompletableFuture<Boolean> reset = new CompletableFuture<>();
        TestLoops.run(FIRST, () -> disk.target
                .taskManager()
                .resetLogicalUnit(disk.nexus, LunAddress.encode(7), TaskScope.ALL, reset::complete));
        assertFalse(TestLoops.await(reset));
    }

    @Test
    void shouldResetAllUnitsWhenTheTargetIsReset() {
        TestTransport others = read(disk.other);
        CompletableFuture<Boolean> reset = new CompletableFuture<>();
        TestLoops.run(FIRST, () -> disk.target.taskManager().resetTarget(disk.nexus, TaskScope.ALL, reset::complete));
        device.endAll(SECOND, null);
        assertTrue(TestLoops.await(others.ended).aborted());
        assertTrue(TestLoops.await(reset));
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x2903);
    }

    @Test
    void shouldAbortTheTasksOfOneNexusOnly() {
        TestTransport mine = read(disk.nexus);
        ItNexus neighbour = TestLoops.on(FIRST, () -> disk.target.attach("initiator,i,3", FIRST, NexusListener.NONE));
        disk.execute(neighbour, "00 00 00 00 00 00").failed(6, 0x2900);
        TestTransport its = read(neighbour);
        CompletableFuture<Void> done = new CompletableFuture<>();
        TestLoops.run(FIRST, () -> disk.target.abortAll(disk.nexus, () -> done.complete(null)));
        assertFalse(done.isDone());
        while (device.count(FIRST) > 0) {
            device.endAll(FIRST, null);
        }
        TestLoops.await(done);
        assertTrue(TestLoops.await(mine.ended).aborted());
        TestLoops.await(its.ended).good();
        TestLoops.run(FIRST, () -> disk.target.detach(neighbour));
    }
}
