package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.testing.Seed;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandTableTest {
    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(
                        new RamDevice(16 << 20),
                        LogicalUnitSettings.of(512, "table").withThin(true).withRemovable(true))
                .greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private List<CommandSpec> offered() {
        return CommandTable.of(disk.unit).all().stream()
                .filter(spec -> spec.isOfferedBy(disk.unit))
                .toList();
    }

    private byte[] report(int options, int opcode, int serviceAction) {
        return disk.execute("A3 0C %02X %02X %02X %02X 00 00 FF FF 00 00"
                        .formatted(options, opcode, serviceAction >> 8, serviceAction & 0xFF))
                .good()
                .dataIn();
    }

    @Test
    void shouldReportTheTableAsItIs() {
        byte[] all = report(0, 0, 0);
        List<CommandSpec> table = offered();
        assertEquals(4 + table.size() * 8, all.length);
        assertEquals(all.length - 4, Cdb.u32(all, 0));
        assertEquals(4 + table.size() * 20, report(0x80, 0, 0).length);
        for (int i = 0; i < table.size(); i++) {
            CommandSpec spec = table.get(i);
            int at = 4 + i * 8;
            assertEquals(spec.opcode(), Cdb.u8(all, at), spec.name());
            assertEquals(spec.serviceAction(), Cdb.u16(all, at + 2), spec.name());
            assertEquals(spec.usage().bytes(), Cdb.u16(all, at + 6), spec.name());
            byte[] one = report(spec.hasServiceAction() ? 2 : 1, spec.opcode(), spec.serviceAction());
            assertEquals(3, one[1], spec.name());
            assertEquals(4 + spec.usage().bytes(), one.length, spec.name());
            assertEquals(spec.opcode(), Cdb.u8(one, 4), spec.name());
            byte[] either = report(0x83, spec.opcode(), spec.serviceAction());
            assertEquals((byte) 0x83, either[1], spec.name());
            assertEquals(4 + spec.usage().bytes() + 12, either.length);
            assertEquals(0x0A, Cdb.u16(either, 4 + spec.usage().bytes()));
        }
    }

    @Test
    void shouldRefuseQuestionsThatDoNotFitTheCommand() {
        disk.execute("A3 0C 01 9E 00 10 00 00 00 FF 00 00").failed(5, 0x2400);
        disk.execute("A3 0C 02 28 00 00 00 00 00 FF 00 00").failed(5, 0x2400);
        disk.execute("A3 0C 04 28 00 00 00 00 00 FF 00 00").failed(5, 0x2400);
        assertEquals(1, report(1, 0xFE, 0)[1]);
        assertEquals(1, report(2, 0x9E, 0x1F)[1]);
        assertEquals(1, report(3, 0x28, 1)[1]);
        assertEquals(
                "de070000",
                disk.execute("A3 0D 00 00 00 00 00 00 00 10 00 00").good().hex());
        assertEquals(
                "de07000c" + "00".repeat(12),
                disk.execute("A3 0D 80 00 00 00 00 00 00 10 00 00").good().hex());
        disk.execute("A3 1E 00 00 00 00 00 00 00 10 00 00").failed(5, 0x2400);
        disk.execute("FE 00 00 00 00 00").failed(5, 0x2000);
    }

    /** Every bit that the usage data lacks is refused, and the sense data points at it. */
    @Test
    void shouldRefuseEveryBitThatTheUsageDataLacks() {
        for (CommandSpec spec : offered()) {
            for (int bit = 8; bit < spec.usage().bytes() * 8; bit++) {
                int index = bit / 8;
                boolean isServiceAction = index == 1 && bit % 8 < 5 && spec.hasServiceAction();
                if (isServiceAction || (spec.usage().at(index) >>> bit % 8 & 1) != 0) {
                    continue;
                }
                byte[] cdb = new byte[spec.usage().bytes()];
                cdb[0] = (byte) spec.opcode();
                cdb[1] = (byte) spec.serviceAction();
                cdb[index] |= (byte) (1 << bit % 8);
                String text = HexFormat.ofDelimiter(" ").formatHex(cdb);
                byte[] sense = disk.execute(text).failed(5, 0x2400).sense();
                assertEquals(0xC8 | bit % 8, sense[15] & 0xFF, text);
                assertEquals(index, Cdb.u16(sense, 16), text);
            }
        }
    }

    @Test
    void shouldEndEveryTaskExactlyOnceWhateverTheCdb() {
        long seed = Seed.of("CommandTableTest");
        Random random = new Random(seed);
        List<CommandSpec> table = offered();
        for (int i = 0; i < 20_000; i++) {
            byte[] cdb = new byte[16];
            random.nextBytes(cdb);
            if (random.nextInt(8) != 0) {
                CommandSpec spec = table.get(random.nextInt(table.size()));
                for (int b = 0; b < 16; b++) {
                    cdb[b] &= b < spec.usage().bytes() ? (byte) spec.usage().at(b) : 0;
                    cdb[b] &= random.nextInt(3) == 0 ? (byte) 0xFF : b == 0 ? (byte) 0xFF : (byte) random.nextInt(4);
                }
                cdb[0] = (byte) spec.opcode();
                if (spec.hasServiceAction()) {
                    cdb[1] = (byte) (cdb[1] & 0xE0 | spec.serviceAction());
                }
            }
            byte[] dataOut = random.nextBoolean() ? new byte[0] : new byte[random.nextInt(3000)];
            random.nextBytes(dataOut);
            long expectedIn = random.nextInt(100_000);
            String text = HexFormat.ofDelimiter(" ").formatHex(cdb);
            TaskResult result =
                    disk.execute(random.nextBoolean() ? disk.nexus : disk.other, 0, text, expectedIn, dataOut, t -> {
                        t.pieces = new int[] {512, 1024};
                    });
            assertNotNull(result.status());
            assertTrue(result.dataIn().length <= expectedIn, text);
            assertTrue(result.requestedDataOut() <= dataOut.length, text);
        }
    }

    @Test
    void shouldAcceptOnlyTablesWhoseRowsDiffer() {
        CommandSpec row = CommandTable.of(disk.unit).find(0x28, 0);
        assertThrows(IllegalArgumentException.class, () -> new CommandTable(List.of(row, row)));
    }
}
