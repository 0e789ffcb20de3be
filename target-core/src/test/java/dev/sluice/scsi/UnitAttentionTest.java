package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitAttentionTest {
    private static final String TEST_UNIT_READY = "00 00 00 00 00 00";
    private static final String REPORT_LUNS = "A0 00 00 00 00 00 00 00 00 10 00 00";

    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(
                new RamDevice(1 << 20), LogicalUnitSettings.of(512, "attention").withRemovable(true));
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    @Test
    void shouldTellEveryNewNexusOfThePowerOnOnce() {
        disk.execute(disk.nexus, TEST_UNIT_READY).failed(6, 0x2900);
        disk.execute(disk.nexus, TEST_UNIT_READY).good();
        disk.execute(disk.other, "28 00 00 00 00 00 00 00 01 00").failed(6, 0x2900);
        disk.execute(disk.other, "28 00 00 00 00 00 00 00 01 00").good();
    }

    @Test
    void shouldTellAPortThatComesBackOfTheLostNexus() {
        TestLoops.run(TestLoops.second(), () -> disk.target.detach(disk.other));
        ItNexus again = TestLoops.on(
                TestLoops.second(), () -> disk.target.attach("initiator,i,2", TestLoops.second(), NexusListener.NONE));
        disk.execute(again, TEST_UNIT_READY).failed(6, 0x2907);
        TestLoops.run(TestLoops.second(), () -> disk.target.detach(again));
    }

    @Test
    void shouldTellOfAnotherPortThatLeadsHere() {
        disk.greeted();
        TargetPort second = Disks.target(TestDisk.TARGET, 2);
        second.map(3, disk.unit);
        disk.execute(TEST_UNIT_READY).failed(6, 0x3F03);
        second.map(4, disk.unit);
        disk.execute(TEST_UNIT_READY).good();
        second.map(4, null);
        disk.execute(TEST_UNIT_READY).good();
        second.map(3, null);
        disk.execute(TEST_UNIT_READY).failed(6, 0x3F03);
    }

    @Test
    void shouldAnswerInquiryAndReportLunsInSpiteOfAnAttention() {
        disk.execute("12 00 00 00 24 00").good();
        disk.execute(REPORT_LUNS).good();
        disk.execute(TEST_UNIT_READY).failed(6, 0x2900);
    }

    @Test
    void shouldReportAndClearTheAttentionWhenSenseIsRequested() {
        TaskResult sense = disk.execute("03 00 00 00 FF 00").good();
        assertEquals("70000600000000" + "0a" + "00000000" + "2900" + "00000000", sense.hex());
        assertEquals(
                "7206290000000000",
                disk.execute(disk.other, "03 01 00 00 FF 00").good().hex());
        disk.execute(TEST_UNIT_READY).good();
        assertEquals(
                "700000000000000a", disk.execute("03 00 00 00 08 00").good().hex());
    }

    @Test
    void shouldTellOthersButNotTheOneWhoDidWhenModesOrMediumChange() {
        disk.greeted();
        disk.execute("15 10 00 00 10 00", bytes("00 00 00 00 0A 0A 00 10 08 00 00 00 FF FF 00 00"))
                .good();
        disk.execute(disk.nexus, TEST_UNIT_READY).good();
        disk.execute(disk.other, TEST_UNIT_READY).failed(6, 0x2A01);
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).failed(7, 0x2700);
        disk.execute("1B 00 00 00 02 00").good();
        disk.execute(disk.nexus, TEST_UNIT_READY).failed(2, 0x3A00);
        disk.execute("1B 00 00 00 03 00").good();
        disk.execute(disk.nexus, TEST_UNIT_READY).good();
        disk.execute(disk.other, TEST_UNIT_READY).failed(6, 0x2800);
    }

    @Test
    void shouldKeepTheMediumInWhileAnyNexusPreventsItsRemoval() {
        disk.greeted();
        disk.execute(disk.other, "1E 00 00 00 01 00").good();
        disk.execute("1B 00 00 00 02 00").failed(5, 0x5302);
        TestLoops.run(TestLoops.second(), () -> disk.target.detach(disk.other));
        disk.execute("1B 00 00 00 02 00").good();
        disk.execute("28 00 00 00 00 00 00 00 01 00").failed(2, 0x3A00);
        disk.execute("1B 00 00 00 03 00").good();
    }

    /** Linux prevents removal when it opens the device, and has it open when it asks for the medium to be loaded. */
    @Test
    void shouldPreventNothingButTheRemovalOfTheMedium() {
        disk.greeted();
        disk.execute("1B 00 00 00 02 00").good();
        disk.execute("1E 00 00 00 01 00").good();
        disk.execute(disk.other, "1E 00 00 00 01 00").good();
        disk.execute("1B 00 00 00 03 00").good();
        disk.execute("28 00 00 00 00 00 00 00 01 00").good();
        disk.execute(disk.other, TEST_UNIT_READY).failed(6, 0x2800);
        disk.execute(disk.other, "1B 00 00 00 03 00").good();
        disk.execute("1B 00 00 00 00 00").good();
        disk.execute("1B 00 00 00 01 00").good();
        disk.execute("1B 00 00 00 32 00").good();
        disk.execute("35 00 00 00 00 00 00 00 00 00").good();
        disk.execute("1B 00 00 00 02 00").failed(5, 0x5302);
        disk.execute("1E 00 00 00 00 00").good();
        disk.execute("1B 00 00 00 02 00").failed(5, 0x5302);
        disk.execute(disk.other, "1E 00 00 00 00 00").good();
        disk.execute("1B 00 00 00 02 00").good();
        disk.execute("1E 00 00 00 02 00").failed(5, 0x2400);
        disk.execute("1E 00 00 00 03 00").failed(5, 0x2400);
    }

    @Test
    void shouldTellOfNewUnitsUntilTheyAreReported() {
        disk.greeted();
        RamDevice device = new RamDevice(1 << 20);
        LogicalUnit added = Disks.unit(LogicalUnitSettings.of(512, "added"), device, ChannelOpener.INLINE);
        disk.target.map(300, added);
        disk.execute(disk.other, TEST_UNIT_READY).failed(6, 0x3F0E);
        byte[] luns = disk.execute(REPORT_LUNS).good().dataIn();
        assertArrayEquals(bytes("00 00 00 10 00 00 00 00 00 00 00 00 00 00 00 00"), luns);
        assertEquals(
                "0000001000000000" + "0000000000000000" + "412c000000000000",
                disk.execute("A0 00 00 00 00 00 00 00 00 FF 00 00").good().hex());
        disk.execute(disk.nexus, TEST_UNIT_READY).good();
        disk.execute(disk.nexus, LunAddress.encode(300), TEST_UNIT_READY, 0, new byte[0], t -> {})
                .failed(6, 0x2900);
        disk.target.map(300, null);
        disk.execute(disk.nexus, LunAddress.encode(300), TEST_UNIT_READY, 0, new byte[0], t -> {})
                .failed(5, 0x2500);
        TestLoops.await(added.close());
        device.close();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
