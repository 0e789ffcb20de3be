package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A text request in many PDUs: the target collects 64 KiB and no more. */
class LongTextTest {
    private static final int PIECE = 8192;
    private static final int MOST = 64 << 10;

    private final SimulatedTarget target =
            new SimulatedTarget(Simulation.of("long text"), SimulatedTarget.Settings.DEFAULT);

    @AfterEach
    void stop() {
        target.stop();
    }

    private static Pdu unfinishedText(RawConnection connection, int transferTag, int bytes) {
        return new Pdu(Opcode.TEXT_REQUEST)
                .immediate()
                .flags(0x40)
                .taskTag(7)
                .transferTag(transferTag)
                .cmdSn(connection.expCmdSn())
                .data(new byte[bytes]);
    }

    @Test
    void shouldRejectATextOnlyWhenItIsLongerThanTheLimit() {
        RawConnection connection = target.loginRaw(target.connect(), SimulatedTarget.options(1));
        int tag = Pdu.RESERVED_TAG;
        for (int collected = 0; collected < MOST; collected += PIECE) {
            connection.send(unfinishedText(connection, tag, PIECE));
            tag = connection.receive(Opcode.TEXT_RESPONSE).transferTag();
        }
        connection.send(unfinishedText(connection, tag, 1));
        assertEquals(Opcode.REJECT, connection.receiveAny().opcode());
    }
}
