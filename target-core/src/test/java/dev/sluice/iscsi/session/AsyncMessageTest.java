package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the target says without having been asked: RFC 7143 11.9. */
class AsyncMessageTest {
    private static final int SCSI_EVENT = 0;

    @Test
    void shouldTellEveryInitiatorOfANewCapacityAtOnce() {
        try (TestServer server = new TestServer(from -> from.withCores(2));
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
