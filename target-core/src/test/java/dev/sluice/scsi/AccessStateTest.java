package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asymmetric access (SPC-4 5.15.2): a disk that is reached by the ports 1 and 2 of a target, and by one of another target. */
class AccessStateTest {
    private static final String READY = "00 00 00 00 00 00";
    private static final String READ = "28 00 00 00 00 00 00 00 01 00";
    private static final String REPORT = "A3 0A 00 00 00 00 00 00 01 00 00 00";

    private TestDisk disk;
    private TargetPort secondPort;
    private ItNexus bySecondPort;

    @BeforeEach
    void open() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "paths")).greeted();
        secondPort = Disks.target(TestDisk.TARGET, 2);
        secondPort.map(0, disk.unit);
        Disks.target("iqn.2026-01.dev.sluice:other", 3).map(5, disk.unit);
        bySecondPort = TestLoops.on(
                TestLoops.second(), () -> secondPort.attach("initiator,i,2", TestLoops.second(), NexusListener.NONE));
        second(READY);
        disk.execute(READY).failed(6, 0x3F03);
        disk.execute(disk.other, READY).failed(6, 0x3F03);
    }

    @AfterEach
    void close() {
        TestLoops.run(bySecondPort.loop(), () -> secondPort.detach(bySecondPort));
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private TaskResult second(String cdb) {
        return second(cdb, new byte[0]);
    }

    private TaskResult second(String cdb, byte[] data) {
        TestTransport transport = TestLoops.on(bySecondPort.loop(), () -> {
            TestTransport made = new TestTransport(bySecondPort.loop());
            made.dataOut = data;
            byte[] bytes = java.util.HexFormat.ofDelimiter(" ").parseHex(cdb);
            System.arraycopy(bytes, 0, made.task.cdb(), 0, bytes.length);
            made.task.prepare(bySecondPort, 0, bytes.length, TaskAttribute.SIMPLE, 1 << 20, data.length);
            bySecondPort.execute(made.task);
            return made;
        });
        return TestLoops.await(transport.ended);
    }

    private static String group(int state, int tag, int status) {
        return "%02x0f%04x00%02x0001".formatted(state, tag, status) + "0000%04x".formatted(tag);
    }

    @Test
    void shouldTellOfThePortsOfItsTargetOnly() {
        String groups = group(0, 1, 0) + group(0, 2, 0);
        assertEquals("00000018" + groups, disk.execute(REPORT).good().hex());
        assertEquals(
                "0000001c" + "10000000" + groups,
                disk.execute("A3 2A 00 00 00 00 00 00 01 00 00 00").good().hex());
        String ports = second("12 01 88 01 00 00").good().hex();
        assertEquals("00000001000000000000", ports.substring(8, 28));
        String name = java.util.HexFormat.of().formatHex((TestDisk.TARGET + ",t,0x0002").getBytes());
        assertTrue(ports.contains(name), ports);
        assertTrue(second("12 01 83 01 00 00").good().hex().contains("5195000400000002"));
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE_NON_OPTIMIZED, -1", "STANDBY, 040B", "UNAVAILABLE, 040C"})
    void shouldTakeWhatTheStateAllows(AccessState state, String additional) {
        disk.unit.ports().change(secondPort, state, null);
        second(READY).failed(6, 0x2A06);
        disk.execute(READY).failed(6, 0x2A06);
        disk.execute(READ).good();
        if (state == AccessState.ACTIVE_NON_OPTIMIZED) {
            second(READ).good();
        } else {
            second(READ).failed(2, Integer.parseInt(additional, 16));
            second(READY).failed(2, Integer.parseInt(additional, 16));
        }
        if (state == AccessState.UNAVAILABLE) {
            second("1A 00 3F 00 FF 00").failed(2, 0x040C);
        } else {
            second("1A 00 3F 00 FF 00").good();
        }
        second("12 00 00 00 60 00").good();
        second("03 00 00 00 12 00").good();
        assertEquals(
                "00000018" + group(0, 1, 0) + group(state.code(), 2, 0),
                second(REPORT).good().hex());
    }

    @Test
    void shouldBeSetByAnInitiator() {
        byte[] list = {0, 0, 0, 0, 1, 0, 0, 1, 2, 0, 0, 2};
        second("A4 0A 00 00 00 00 00 00 00 0C 00 00", list).good();
        assertEquals(
                "00000018" + group(1, 1, 1) + group(2, 2, 1),
                second(REPORT).good().hex());
        disk.execute(READ).failed(6, 0x2A06);
        second(READ).failed(2, 0x040B);
        second("A4 0A 00 00 00 00 00 00 00 08 00 00", new byte[] {0, 0, 0, 0, 0, 0, 0, 2})
                .good();
        second(READ).good();
    }

    @ParameterizedTest
    @CsvSource({"4, 0002, 4", "1, 0003, 6", "15, 0001, 4"})
    void shouldSetAllOrNothing(int state, String tag, int wrong) {
        int number = Integer.parseInt(tag, 16);
        byte[] list = {0, 0, 0, 0, 2, 0, 0, 1, (byte) state, 0, 0, (byte) number};
        TaskResult refused = disk.execute("A4 0A 00 00 00 00 00 00 00 0C 00 00", list);
        refused.failed(5, 0x2600);
        assertEquals(4 + wrong, refused.sense()[17]);
        disk.execute(READ).good();
        disk.execute("A4 0A 00 00 00 00 00 00 00 00 00 00", new byte[0]).good();
        disk.execute("A4 0A 00 00 00 00 00 00 00 0B 00 00", new byte[11]).failed(5, 0x1A00);
    }

    @Test
    void shouldForgetAPortThatDoesNotLeadHereAnyMore() {
        secondPort.map(0, null);
        disk.execute(READY).failed(6, 0x3F03);
        assertEquals("0000000c" + group(0, 1, 0), disk.execute(REPORT).good().hex());
        secondPort.map(0, disk.unit);
    }
}
