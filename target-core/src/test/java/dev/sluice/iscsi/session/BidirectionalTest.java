package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands that may read and write, and additional headers: RFC 7143 11.2.2, 11.3.4, 11.4.5 and 11.4.6. No command of a disk moves
 * data both ways, so one of the directions is always a residual.
 */
class BidirectionalTest {
    private static final int BOTH = Wire.READ | Wire.WRITE;
    private static final int OVERFLOW = 0x04;
    private static final int UNDERFLOW = 0x02;
    private static final int READ_OVERFLOW = 0x10;
    private static final int READ_UNDERFLOW = 0x08;

    /** RFC 7143 11.2.2.4. */
    private static byte[] readLength(int bytes) {
        return ByteBuffer.allocate(8)
                .putShort((short) 5)
                .put((byte) 2)
                .put((byte) 0)
                .putInt(bytes)
                .array();
    }

    private static void hasResiduals(Pdu response, int flags, int residual, int readResidual) {
        assertEquals(0x80 | flags, response.flags());
        assertEquals(0, Wire.status(response));
        assertEquals(residual, response.residual());
        assertEquals(readResidual, response.get32(40));
    }

    @ParameterizedTest
    @CsvSource({
        // expected to write, expected to read of 1,024, flags, residual, residual of what is read
        "0, 1024, 0, 0, 0",
        "4096, 1024, 2, 4096, 0",
        "0, 512, 16, 0, 512",
        "512, 4096, 10, 512, 3072",
        "0, 0, 16, 0, 1024",
    })
    void shouldCountResidualsOfARead(int toWrite, int toRead, int flags, int residual, int readResidual) {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            Pdu read = wire.send(wire.command(Cdb.read10(0, 2), BOTH, toWrite).ahs(readLength(toRead)));
            if (toRead > 0) {
                Pdu data = wire.receive(Opcode.DATA_IN, read);
                assertEquals(Math.min(toRead, 1024), data.data().length);
                assertEquals(0, data.flags() & 1, "the status comes in a response");
            }
            Pdu response = wire.receive(Opcode.SCSI_RESPONSE, read);
            hasResiduals(response, flags, residual, readResidual);
            assertEquals(toRead > 0 ? 1 : 0, response.dataSn());
        }
    }

    @Test
    void shouldCountResidualsOfBothDirections() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            byte[] data = random(1024);
            Pdu write = wire.send(wire.command(Cdb.write10(0, 2), BOTH, 1024).ahs(readLength(512)));
            wire.send(Wire.answer(wire.receive(Opcode.READY_TO_TRANSFER, write), data));
            hasResiduals(wire.receive(Opcode.SCSI_RESPONSE, write), READ_UNDERFLOW, 0, 512);

            Pdu over = wire.command(Cdb.write10(0, 2), BOTH, 512)
                    .ahs(readLength(0))
                    .data(Arrays.copyOf(data, 512));
            hasResiduals(wire.exchange(over, Opcode.SCSI_RESPONSE), OVERFLOW, 512, 0);

            Pdu nothing = wire.command(Cdb.testUnitReady(), BOTH, 100).ahs(readLength(200));
            hasResiduals(wire.exchange(nothing, Opcode.SCSI_RESPONSE), UNDERFLOW | READ_UNDERFLOW, 100, 200);

            Pdu readBack = wire.send(wire.command(Cdb.read10(0, 2), BOTH, 0).ahs(readLength(600)));
            assertArrayEquals(
                    Arrays.copyOf(data, 600),
                    wire.receive(Opcode.DATA_IN, readBack).data());
            hasResiduals(wire.receive(Opcode.SCSI_RESPONSE, readBack), READ_OVERFLOW, 0, 424);
        }
    }

    @Test
    void shouldRejectABidirectionalCommandThatDoesNotTellWhatItReads() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            wire.send(wire.command(Cdb.read10(0, 2), BOTH, 1024));
            assertEquals(9, wire.isRejectedAndClosed().get8(2));
        }
    }

    /** 11.3.5: bytes 16 to 31 of the CDB come in an additional header, here behind another one. */
    @Test
    void shouldTakeALongCdb() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            byte[] extended = ByteBuffer.allocate(20)
                    .putShort((short) 17)
                    .put((byte) 1)
                    .put((byte) 0)
                    .array();
            Pdu unknown = wire.command(new byte[] {0x7f, 0, 0, 0, 0, 0, 0, 24, 0, 9}, Wire.READ, 512)
                    .ahs(extended);
            assertEquals(0x52000, Wire.sense(wire.exchange(unknown, Opcode.SCSI_RESPONSE)) & 0xfff00);
            byte[] both =
                    ByteBuffer.allocate(28).put(extended).put(readLength(512)).array();
            Pdu read = wire.send(wire.command(Cdb.read10(0, 1), BOTH, 0).ahs(both));
            assertEquals(512, wire.receive(Opcode.DATA_IN, read).data().length);
            hasResiduals(wire.receive(Opcode.SCSI_RESPONSE, read), 0, 0, 0);
        }
    }
}
