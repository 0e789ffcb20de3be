package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.testing.Seed;
import java.io.UncheckedIOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PDUs that look almost right, and what follows them: the server answers others as if nothing had happened, and loses no buffer. */
class FullFeatureFuzzTest {
    private static final int[] OPCODES = {
        Opcode.NOP_OUT,
        Opcode.SCSI_COMMAND,
        Opcode.SCSI_COMMAND,
        Opcode.SCSI_COMMAND,
        Opcode.TASK_MANAGEMENT_REQUEST,
        Opcode.LOGIN_REQUEST,
        Opcode.TEXT_REQUEST,
        Opcode.DATA_OUT,
        Opcode.DATA_OUT,
        Opcode.LOGOUT_REQUEST,
        Opcode.SNACK_REQUEST,
        0x1d,
        Opcode.DATA_IN
    };

    private static final int SESSIONS = 300;
    private static final int PDUS = 30;

    @Test
    void shouldSurviveRandomPdus() {
        Random random = Seed.random("full feature fuzz");
        TargetLimits unsolicited = TargetLimits.DEFAULT.withInitialR2T(false);
        try (TestServer server =
                new TestServer(from -> TestServer.settings(from.cores(2), 16, 64, 30, 30, unsolicited))) {
            for (int i = 0; i < SESSIONS; i++) {
                Session session = server.login(TestServer.options()
                        .isidQualifier(random.nextInt(8))
                        .digests(random.nextBoolean(), random.nextBoolean())
                        .key("InitialR2T", random.nextBoolean() ? "Yes" : "No")
                        .key("ImmediateData", random.nextBoolean() ? "Yes" : "No"));
                try {
                    for (int n = 0; n < PDUS; n++) {
                        session.connection().send(randomPdu(session, n, random));
                    }
                } catch (UncheckedIOException closed) {
                    // The server has had enough of this connection.
                }
                session.drop();
            }
            try (Session session = server.login(TestServer.options().isidQualifier(99))) {
                session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
                assertTrue(session.execute(ScsiCommand.read(0, Cdb.read10(0, 8), 8 * TestServer.BLOCK))
                        .isGood());
            }
        }
    }

    private static Pdu randomPdu(Session session, int n, Random random) {
        Pdu pdu = new Pdu(OPCODES[random.nextInt(OPCODES.length)]);
        byte[] body = new byte[44];
        random.nextBytes(body);
        if (random.nextInt(4) > 0) {
            // Mostly plausible: a right CmdSN, a known LUN, few tags, small numbers, a command that there is.
            for (int at = 0; at < 40; at++) {
                body[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(4) : 0);
            }
            byte[][] cdbs = {
                Cdb.read10(random.nextInt(100), random.nextInt(300)),
                Cdb.write10(random.nextInt(100), random.nextInt(300)),
                Cdb.inquiry(255),
                Cdb.unmap(24),
                Cdb.writeSame16(0, random.nextInt(1000), false)
            };
            byte[] cdb = cdbs[random.nextInt(cdbs.length)];
            System.arraycopy(cdb, 0, body, 28, cdb.length);
        }
        pdu.setBytes(4, body)
                .flags(random.nextInt(256))
                .taskTag(random.nextInt(6))
                .cmdSn(session.nextCmdSn() + n / 2 + random.nextInt(2))
                .data(new byte[random.nextInt(3) == 0 ? random.nextInt(9000) : 0]);
        if (random.nextInt(20) == 0) {
            pdu.ahs(new byte[4 * (1 + random.nextInt(10))]);
        }
        if (random.nextInt(50) == 0) {
            pdu.claimDataLength(random.nextInt(1 << 20));
        }
        return random.nextBoolean() ? pdu.immediate() : pdu;
    }
}
