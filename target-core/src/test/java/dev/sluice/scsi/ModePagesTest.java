package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.ParameterStore;
import dev.sluice.scsi.unit.SavedParameters;
import dev.sluice.scsi.unit.UnitMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModePagesTest {
    private static final String CACHING = "0812" + "04" + "00".repeat(17);
    private static final String CONTROL = "0a0a" + "0010000000" + "00ffff0000";
    private static final String ERROR_RECOVERY = "010a" + "c0" + "00".repeat(9);
    private static final String DISCONNECT = "020e" + "00".repeat(14);
    private static final String FORMAT = "0316" + "00".repeat(8) + "003f0200" + "00".repeat(10);
    private static final String GEOMETRY = "0416" + "000000" + "ff" + "00".repeat(18);
    private static final String CONTROL_EXTENSION = "4a01001c" + "03" + "00".repeat(27);
    private static final String POWER = "1a26" + "00".repeat(38);
    private static final String EXCEPTIONS = "1c0a" + "08" + "00".repeat(9);
    private static final String THRESHOLDS = "5c02001c" + "00".repeat(12) + "0101000000000000" + "0202000000000000";
    private static final String DESCRIPTOR = "0000080000000200";

    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "modes")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private String sense(String cdb) {
        return disk.execute(cdb).good().hex();
    }

    private TaskResult select(String list) {
        byte[] bytes = HexFormat.of().parseHex(list);
        return disk.execute("15 10 00 00 %02X 00".formatted(bytes.length), bytes);
    }

    @Test
    void shouldReturnEveryPage() {
        String first = ERROR_RECOVERY + DISCONNECT + FORMAT + GEOMETRY + CACHING + CONTROL;
        String all = first + POWER + EXCEPTIONS;
        assertEquals("ab001008" + DESCRIPTOR + all, sense("1A 00 3F 00 FF 00"));
        assertEquals(
                "cb001008" + DESCRIPTOR + first + CONTROL_EXTENSION + POWER + EXCEPTIONS, sense("1A 00 3F FF FF 00"));
        assertEquals("a3001000" + all, sense("1A 08 3F 00 FF 00"));
        assertEquals("a300", sense("1A 08 3F 00 02 00"));
        assertEquals("17001000" + CACHING, sense("1A 08 08 00 FF 00"));
        assertEquals("23001000" + CONTROL_EXTENSION, sense("1A 08 0A 01 FF 00"));
        assertEquals("2f001000" + CONTROL + CONTROL_EXTENSION, sense("1A 08 0A FF FF 00"));
        assertEquals("00ae001000000008" + DESCRIPTOR + all, sense("5A 00 3F 00 00 00 00 00 FF 00"));
        assertEquals(
                "00b6001001000010" + "0000000000000800" + "00000000" + "00000200" + all,
                sense("5A 10 3F 00 00 00 00 00 FF 00"));
    }

    @Test
    void shouldTellWhatCanBeChangedAndTheDefaults() {
        assertEquals("17001000" + CACHING, sense("1A 08 48 00 FF 00"));
        assertEquals("0f001000" + "0a0a" + "e406084000000000" + "0000", sense("1A 08 4A 00 FF 00"));
        assertEquals("2b001000" + "1a26" + "00".repeat(38), sense("1A 08 5A 00 FF 00"));
        select("00000000" + "0812" + "00".repeat(18)).good();
        assertEquals("17001000" + "0812" + "00".repeat(18), sense("1A 08 08 00 FF 00"));
        assertEquals("17001000" + CACHING, sense("1A 08 88 00 FF 00"));
        disk.execute("1A 08 C8 00 FF 00").failed(5, 0x3900);
    }

    @Test
    void shouldSaveValuesWhereThatIsPossible() throws IOException {
        List<SavedParameters> saves = new ArrayList<>();
        ParameterStore store = new ParameterStore() {
            @Override
            public SavedParameters load() {
                return saves.isEmpty() ? SavedParameters.NONE : saves.getLast();
            }

            @Override
            public void save(SavedParameters parameters) {
                saves.add(parameters);
            }
        };
        String writeThrough = "0812" + "00".repeat(18);
        String saveable = "8812" + "00".repeat(18);
        try (TestDisk first = withStore(store)) {
            assertEquals(
                    "17001000" + "8812" + CACHING.substring(4),
                    first.execute("1A 08 C8 00 FF 00").good().hex());
            first.execute("15 11 00 00 18 00", HexFormat.of().parseHex("00000000" + writeThrough))
                    .good();
            assertEquals(
                    "17001000" + saveable,
                    first.execute("1A 08 C8 00 FF 00").good().hex());
            assertEquals(
                    "17001000" + "8812" + CACHING.substring(4),
                    first.execute("1A 08 88 00 FF 00").good().hex());
            first.execute("15 10 00 00 18 00", HexFormat.of().parseHex("00000000" + CACHING))
                    .good();
            assertEquals(
                    "17001000" + "8812" + CACHING.substring(4),
                    first.execute("1A 08 08 00 FF 00").good().hex());
        }
        assertEquals(1, saves.size());
        try (TestDisk second = withStore(store)) {
            assertEquals(
                    "17001000" + saveable,
                    second.execute("1A 08 08 00 FF 00").good().hex());
        }
    }

    private static TestDisk withStore(ParameterStore store) throws IOException {
        RamDevice device = new RamDevice(1 << 20);
        UnitMemory memory = new UnitMemory(null, Reservations.NONE, store, store.load());
        return new TestDisk(
                        device, Disks.unit(LogicalUnitSettings.of(512, "saved"), device, ChannelOpener.INLINE, memory))
                .greeted();
    }

    @Test
    void shouldChangeThresholdsOfThinDisks() {
        try (TestDisk thin = new TestDisk(
                        new RamDevice(8 << 20),
                        LogicalUnitSettings.of(512, "thin").withThin(true))
                .greeted()) {
            assertEquals(
                    "23001000" + THRESHOLDS,
                    thin.execute("1A 08 1C 02 FF 00").good().hex());
            String set = "5c02001c" + "00".repeat(12) + "8101000000000007" + "0202000000000000";
            thin.execute("15 10 00 00 24 00", HexFormat.of().parseHex("00000000" + set))
                    .good();
            assertEquals(
                    "23001000" + set, thin.execute("1A 08 1C 02 FF 00").good().hex());
            thin.unit.watchSpace();
            thin.execute("00 00 00 00 00 00").good();
            thin.execute("2A 00 00 00 00 00 00 08 00 00", new byte[1 << 20]).good();
            thin.unit.watchSpace();
            thin.execute("00 00 00 00 00 00").failed(6, 0x3807);
            thin.unit.watchSpace();
            thin.execute("00 00 00 00 00 00").good();
            thin.execute("93 08 00 00 00 00 00 00 00 00 00 00 10 00 00 00", new byte[512])
                    .good();
            thin.unit.watchSpace();
            thin.execute("00 00 00 00 00 00").good();
        }
        disk.execute("1A 08 1C 02 FF 00").failed(5, 0x2400);
    }

    @Test
    void shouldRefuseWhatItDoesNotHave() {
        disk.execute("1A 08 05 00 FF 00").failed(5, 0x2400);
        disk.execute("1A 08 08 01 FF 00").failed(5, 0x2400);
        for (String subpage : new String[] {"01", "02", "05", "0A", "DF", "FE"}) {
            disk.execute("1A 08 3F " + subpage + " FF 00").failed(5, 0x2400);
            disk.execute("5A 08 3F " + subpage + " 00 00 00 00 FF 00").failed(5, 0x2400);
            disk.execute("1A 08 08 " + subpage + " FF 00").failed(5, 0x2400);
        }
        disk.execute("15 11 00 00 04 00", new byte[4]).failed(5, 0x2400);
        disk.execute("15 00 00 00 04 00", new byte[4]).failed(5, 0x2400);
        select("000000").failed(5, 0x1A00);
        select("00000000" + "0812").failed(5, 0x1A00);
        select("00000000" + "01").failed(5, 0x1A00);
        select("00000000" + "0500").failed(5, 0x2600);
        select("00000000" + CONTROL.replace("0a0a0010", "0a0a4010")).failed(5, 0x2600);
        select("00000000" + CONTROL.replace("0a0a0010", "0a0a0014")).failed(5, 0x2600);
        select("00000000" + "0811" + "00".repeat(17)).failed(5, 0x2600);
        select("00000000" + "0812" + "05" + "00".repeat(17)).failed(5, 0x2600);
        select("00000008" + "0000080000001000").failed(5, 0x2600);
        select("00000008" + DESCRIPTOR + CACHING).good();
        assertEquals("17001000" + CACHING, sense("1A 08 08 00 FF 00"));
    }

    @Test
    void shouldProtectTheMediumWhenAnInitiatorAsksForIt() {
        select("00000000" + CONTROL.replace("0010000000", "0010080000")).good();
        assertEquals("17009000" + CACHING, sense("1A 08 08 00 FF 00"));
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).failed(7, 0x2700);
        disk.execute("28 00 00 00 00 00 00 00 01 00").good();
        select("00000000" + CONTROL).good();
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).good();
    }

    @Test
    void shouldReturnDescriptorSenseWhenItIsChosen() {
        select("00000000" + CONTROL.replace("0010000000", "0410000000")).good();
        TaskResult failed = disk.execute("28 00 00 00 FF FF 00 00 01 00");
        assertEquals("7205210000000000", HexFormat.of().formatHex(failed.sense()));
        TaskResult field = disk.execute("28 20 00 00 00 00 00 00 01 00");
        assertEquals("7205240000000008" + "02060000cd000100", HexFormat.of().formatHex(field.sense()));
    }
}
