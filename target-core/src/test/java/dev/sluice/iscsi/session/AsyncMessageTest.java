package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Asynchronous Messages: RFC 7143 11.9. */
class AsyncMessageTest {
    private static final int SCSI_EVENT = 0;
    private static final int CONNECTION_DROPPED = 2;
    private static final int SESSION_DROPPED = 3;

    @Test
    void shouldTellAnInitiatorThatDoesNotLogOutOfTheEndOfItsSession() {
        TestServer server = new TestServer();
        Session session = ready(server, TestServer.options().key("DefaultTime2Wait", 7));
        CompletableFuture<Boolean> stopped = server.shutdown();
        Pdu last = null;
        for (Pdu next; (next = session.connection().receive()) != null; ) {
            last = next;
        }
        assertEquals(Opcode.ASYNC_MESSAGE, last.opcode());
        assertEquals(SESSION_DROPPED, last.get8(36));
        assertEquals(7, last.get16(40), "Time2Wait");
        assertEquals(0, last.get16(42), "nothing is retained");
        session.drop();
        assertTrue(stopped.join());
    }

    @Test
    void shouldTellOnAnotherConnectionThatOneDoesNotAnswerPings() {
        TargetLimits limits = TargetLimits.DEFAULT.withRecovery(2, 0, 3, 20);
        try (TestServer server = new TestServer(from -> TestServer.settings(from, 8, 8, 1, 1, limits));
                RawConnection one = RawConnection.login(
                        server.address(),
                        TestServer.options().key("MaxConnections", 2).key("DefaultTime2Wait", 3));
                RawConnection two = RawConnection.login(
                        server.address(), TestServer.options().tsih(one.tsih()).cid(5))) {
            Pdu message;
            while ((message = one.receive()).opcode() == Opcode.NOP_IN) {
                one.send(new Pdu(Opcode.NOP_OUT)
                        .immediate()
                        .asFinal()
                        .taskTag(Pdu.RESERVED_TAG)
                        .transferTag(message.transferTag())
                        .cmdSn(1));
            }
            assertEquals(Opcode.ASYNC_MESSAGE, message.opcode());
            assertEquals(CONNECTION_DROPPED, message.get8(36));
            assertEquals(5, message.get16(38), "CID");
            assertEquals(3, message.get16(40), "Time2Wait");
            assertEquals(0, message.get16(42), "nothing is retained at error recovery level 0");
            two.receive();
            assertTrue(two.connection().isClosedByTarget());
        }
    }

    @Test
    void shouldTellEveryInitiatorOfANewCapacityAtOnce() {
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session one = ready(server, TestServer.options().isidQualifier(1));
                Session two = ready(server, TestServer.options().isidQualifier(2))) {
            server.device.shrinkBy(1 << 20);
            server.refreshCapacity();
            server.refreshCapacity();
            for (Session session : new Session[] {one, two}) {
                while (session.asyncMessages().isEmpty()) {
                    session.pump();
                }
                session.nop(new byte[0]);
                assertEquals(1, session.asyncMessages().size());
                Pdu message = session.asyncMessages().getFirst();
                assertEquals(Opcode.ASYNC_MESSAGE, message.opcode());
                assertEquals(SCSI_EVENT, message.get8(36));
                assertEquals(0, message.lun());
                assertEquals(Pdu.RESERVED_TAG, message.taskTag());
                byte[] sense = HexFormat.of().parseHex("0012" + "7000060000" + "00000a00000000" + "2a09" + "00000000");
                assertArrayEquals(sense, message.data());
                assertEquals(
                        0x2A09,
                        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()))
                                .additionalSense(),
                        "the condition stays until a command meets it");
                assertTrue(session.execute(ScsiCommand.none(0, Cdb.testUnitReady()))
                        .isGood());
            }
        }
    }
}
