package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import org.junit.jupiter.api.Test;

/** The R and W bits against what the CDB moves; RFC 7143 11.3.1 and 11.3.4. */
class DirectionFlagsTest {
    private static final int INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT = 0x50E03;
    private static final int OVERFLOW = 0x04;
    private static final int NEITHER = 0;

    private static void isRefused(Wire wire, byte[] cdb, int flags, int expected, byte[] immediate) {
        Pdu response = wire.exchange(wire.command(cdb, flags, expected).data(immediate), Opcode.SCSI_RESPONSE);
        assertEquals(INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT, Wire.sense(response));
    }

    @Test
    void shouldRefuseDataOfTheOtherDirection() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            byte[] data = random(512);
            wire.exchange(wire.write(8, 1).data(data), Opcode.SCSI_RESPONSE);

            isRefused(wire, Cdb.write10(8, 1), Wire.READ, 512, new byte[0]);
            isRefused(wire, Cdb.write10(8, 1), NEITHER, 512, new byte[0]);
            isRefused(wire, Cdb.read10(8, 1), Wire.WRITE, 512, random(512));
            isRefused(wire, Cdb.read10(8, 1), NEITHER, 512, new byte[0]);
            isRefused(wire, Cdb.inquiry(36), Wire.WRITE, 36, random(36));

            assertArrayEquals(
                    data, wire.exchange(wire.read(8, 1), Opcode.DATA_IN).data());
        }
    }

    @Test
    void shouldCountAnOverflowWhenNothingIsExpected() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            for (int flags : new int[] {NEITHER, Wire.READ, Wire.WRITE}) {
                for (byte[] cdb : new byte[][] {Cdb.write10(8, 1), Cdb.read10(8, 1)}) {
                    Pdu response = wire.exchange(wire.command(cdb, flags, 0), Opcode.SCSI_RESPONSE);
                    assertEquals(0, Wire.status(response));
                    assertTrue((response.flags() & OVERFLOW) != 0);
                    assertEquals(512, response.residual());
                }
            }
        }
    }

    @Test
    void shouldTakeAnyFlagsOfACommandThatMovesNothing() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            assertEquals(
                    0,
                    Wire.status(wire.exchange(wire.command(Cdb.read10(8, 0), Wire.WRITE, 512), Opcode.SCSI_RESPONSE)));
            assertEquals(
                    0,
                    Wire.status(wire.exchange(wire.command(Cdb.write10(8, 0), Wire.READ, 512), Opcode.SCSI_RESPONSE)));
            assertEquals(
                    0, Wire.status(wire.exchange(wire.command(Cdb.inquiry(0), Wire.WRITE, 36), Opcode.SCSI_RESPONSE)));
            assertEquals(
                    0,
                    Wire.status(
                            wire.exchange(wire.command(Cdb.testUnitReady(), Wire.READ, 512), Opcode.SCSI_RESPONSE)));
        }
    }
}
