package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Data that an initiator announces and does not send: its commands get an answer all the same, and their buffers are freed. */
class LateDataTest {
    private static final int INVALID_PDU_FIELD = 9;
    private static final int UNEXPECTED_UNSOLICITED_DATA = 0xb0c0c;
    private static final int NOT_ENOUGH_UNSOLICITED_DATA = 0xb0c0d;
    private static final int INITIATOR_RESPONSE_TIMEOUT = 0xb4b06;
    private static final int PROTOCOL_SERVICE_CRC_ERROR = 0xb4705;

    /** The time limit is a second, and nobody is pinged. */
    private static TestServer impatient(TargetLimits limits) {
        return new TestServer(
                from -> TestServer.settings(from, 8, 4, 3600, 1, limits).pace(new TransferPace(0, 3600, 1)));
    }

    private static TestServer impatient() {
        return impatient(TargetLimits.DEFAULT.withInitialR2T(false));
    }

    private static LoginOptions unasked() {
        return TestServer.options().key("InitialR2T", "No");
    }

    private static Pdu announcing(Pdu write) {
        return write.flags(write.flags() & 0x7f);
    }

    /** First the command ends; an initiator that goes on so loses its session. */
    @Test
    void shouldEndACommandWhoseR2tIsNotAnsweredAndThenTheSession() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server)) {
            Pdu first = wire.send(wire.write(0, 8));
            wire.receive(Opcode.READY_TO_TRANSFER, first);
            assertEquals(INITIATOR_RESPONSE_TIMEOUT, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, first)));
            assertArrayEquals(
                    new byte[512],
                    wire.exchange(wire.read(0, 1), Opcode.DATA_IN).data());
            Pdu second = wire.send(wire.write(0, 8));
            wire.receive(Opcode.READY_TO_TRANSFER, second);
            server.awaitNoSession();
        }
    }

    /** Nothing can follow, so nothing is waited for. */
    @Test
    void shouldAnswerAtOnceWhereAllDataAreThereAndTheCommandSaysThatMoreFollow() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server, TestServer.options().key("InitialR2T", "Yes"))) {
            Pdu write = wire.send(announcing(wire.write(0, 8)).data(random(4096)));
            assertEquals(UNEXPECTED_UNSOLICITED_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldAnswerWhereNoDataMayFollowAndNoneDo() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server, TestServer.options().key("InitialR2T", "Yes"))) {
            Pdu write = wire.send(announcing(wire.write(0, 8)).data(random(512)));
            assertEquals(UNEXPECTED_UNSOLICITED_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldAnswerAtOnceWhereAllDataAreThereAndAnEmptyPduMayFollow() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server, unasked())) {
            for (int i = 0; i < 3; i++) {
                Pdu write = wire.send(announcing(wire.write(0, 8)).data(random(4096)));
                assertEquals(0, Wire.status(wire.receive(Opcode.SCSI_RESPONSE, write)));
                wire.send(Wire.dataOut(write, Pdu.RESERVED_TAG, 0, 4096, new byte[0]));
            }
            assertArrayEquals(
                    random(4096), wire.exchange(wire.read(0, 8), Opcode.DATA_IN).data());
        }
    }

    @Test
    void shouldEndACommandWhoseUnsolicitedDataDoNotCome() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server, unasked())) {
            Pdu nothing = wire.send(announcing(wire.write(0, 8)));
            Pdu half = wire.send(announcing(wire.write(16, 8)));
            wire.send(Wire.dataOut(half, Pdu.RESERVED_TAG, 0, 0, new byte[512]).flags(0));
            for (Pdu write : new Pdu[] {nothing, half}) {
                assertEquals(NOT_ENOUGH_UNSOLICITED_DATA, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, write)));
            }
            Pdu write = wire.write(0, 8).data(random(4096));
            assertEquals(0, Wire.status(wire.exchange(write, Opcode.SCSI_RESPONSE)));
            assertArrayEquals(
                    random(4096), wire.exchange(wire.read(0, 8), Opcode.DATA_IN).data());
        }
    }

    /** 11.4.7.2 waits for the last PDU of the sequence, but not for ever. */
    @Test
    void shouldEndACommandThatHasFailedAndWhoseLastPduDoesNotCome() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server, unasked())) {
            Pdu solicited = wire.send(wire.write(0, 16));
            Pdu r2t = wire.receive(Opcode.READY_TO_TRANSFER, solicited);
            wire.send(Wire.dataOut(solicited, r2t.transferTag(), 3, 0, new byte[512])
                    .flags(0));
            assertEquals(PROTOCOL_SERVICE_CRC_ERROR, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, solicited)));
            Pdu unsolicited = wire.send(announcing(wire.write(0, 16)));
            wire.send(Wire.dataOut(unsolicited, Pdu.RESERVED_TAG, 3, 0, new byte[512])
                    .flags(0));
            assertEquals(PROTOCOL_SERVICE_CRC_ERROR, Wire.sense(wire.receive(Opcode.SCSI_RESPONSE, unsolicited)));
            wire.exchange(wire.read(0, 1), Opcode.DATA_IN);
        }
    }

    @Test
    void shouldEndTheSessionWhereNoAnnouncedDataCome() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server, unasked())) {
            int answers = 0;
            Pdu pdu;
            do {
                wire.send(announcing(wire.write(0, 8)));
                pdu = wire.raw().receive();
                answers++;
            } while (pdu != null && pdu.opcode() == Opcode.SCSI_RESPONSE && answers < 20);
            assertNotEquals(20, answers, "the session goes on and on");
            server.awaitNoSession();
        }
    }

    /** A request that is missing in the order of CmdSN is one that was rejected: it will come at once or never. */
    @Test
    void shouldEndTheSessionWhereARequestIsMissingAndOthersWaitForIt() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server)) {
            wire.cmdSn(wire.cmdSn() + 1);
            wire.send(wire.read(0, 1));
            Pdu last = wire.raw().receive();
            while (last != null) {
                assertEquals(Opcode.ASYNC_MESSAGE, last.opcode());
                last = wire.raw().receive();
            }
            assertNull(last);
            server.awaitNoSession();
        }
    }

    @Test
    void shouldEndTheSessionWhereAPduStaysHalf() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server)) {
            byte[] whole = wire.write(0, 8).data(random(4096)).encode(false, false);
            wire.raw().connection().sendBytes(Arrays.copyOf(whole, 1000));
            wire.isClosedByTarget();
            server.awaitNoSession();
        }
    }

    /** Data received for the task are released, and its tag is unknown from then on. */
    @Test
    void shouldForgetTextThatDoesNotGoOn() {
        try (TestServer server = impatient();
                Wire wire = Wire.ready(server)) {
            Pdu answer = wire.exchange(wire.text("SendTar").flags(0x40), Opcode.TEXT_RESPONSE);
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            while (System.nanoTime() < limit) {
                wire.hasOnlyPingToAnswer();
            }
            wire.send(wire.text("gets=\0").transferTag(answer.transferTag()));
            assertEquals(INVALID_PDU_FIELD, wire.receive(Opcode.REJECT).get8(2));
        }
    }
}
