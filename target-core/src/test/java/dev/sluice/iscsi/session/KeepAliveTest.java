package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.iscsi.login.TargetLimits;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Pings of the target, and whose silence ends a session: RFC 7143 11.19. */
class KeepAliveTest {
    /** Pings after a second of silence, and takes another second of it for the end. */
    private static TestServer quick() {
        return new TestServer(from -> TestServer.settings(from, 8, 2, 1, 1, TargetLimits.DEFAULT));
    }

    /** EDK2 and older iPXE; their TCP acknowledges the pings. */
    @Test
    void shouldKeepAnInitiatorThatNeverAnswersPingsAndWhoseMachineIsThere() {
        try (TestServer server = quick();
                Wire wire = Wire.ready(server)) {
            int last = 0;
            for (int i = 0; i < 3; i++) {
                Pdu ping = wire.receive(Opcode.NOP_IN);
                assertEquals(Pdu.RESERVED_TAG, ping.taskTag());
                assertNotEquals(last, ping.transferTag());
                last = ping.transferTag();
            }
            Pdu read = wire.send(wire.read(0, 1));
            Pdu answer = wire.raw().receive();
            while (answer.opcode() == Opcode.NOP_IN) {
                answer = wire.raw().receive();
            }
            assertEquals(read.taskTag(), answer.taskTag());
        }
    }

    @Test
    void shouldEndASessionWhoseInitiatorAnswersNoMore() {
        try (TestServer server = quick();
                Wire wire = Wire.ready(server)) {
            Pdu ping = wire.receive(Opcode.NOP_IN);
            assertNotEquals(Pdu.RESERVED_TAG, ping.transferTag());
            wire.send(answerTo(ping, wire));
            assertEquals(Opcode.NOP_IN, wire.raw().receive().opcode());
            assertNull(wire.raw().receive());
            server.awaitNoSession();
        }
    }

    private static Pdu answerTo(Pdu ping, Wire wire) {
        return new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(Pdu.RESERVED_TAG)
                .transferTag(ping.transferTag())
                .cmdSn(wire.cmdSn());
    }

    /** The receiver's window is shut, so its TCP acknowledges no ping: for the target that is a machine which is gone. */
    @Test
    void shouldEndASessionWhoseMachineAcknowledgesNothing() throws IOException {
        try (TestServer server = quick();
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(server.address());
            String keys = "InitiatorName=" + TestServer.INITIATOR + "\0TargetName=" + TestServer.TARGET
                    + "\0SessionType=Normal\0MaxRecvDataSegmentLength=65536\0";
            Pdu login = new Pdu(Opcode.LOGIN_REQUEST)
                    .immediate()
                    .flags(0x87)
                    .taskTag(1)
                    .cmdSn(1);
            login.setBytes(8, new byte[] {(byte) 0x80, 1, 2, 3, 4, 5});
            socket.getOutputStream()
                    .write(login.data(keys.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .encode(false, false));
            assertTrue(socket.getInputStream().read() >= 0);
            for (int i = 0; i < 2; i++) {
                Pdu read =
                        new Pdu(Opcode.SCSI_COMMAND).flags(0xc1).taskTag(i + 2).cmdSn(i + 1);
                read.set32(20, 65536).setBytes(32, Cdb.read10(0, 128));
                socket.getOutputStream().write(read.encode(false, false));
            }
            assertEquals(1, server.sessionCount());
            server.awaitNoSession();
        }
    }
}
