package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins, good and bad, and what is not a login at all. */
class LoginTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(UnaryOperator.identity(), TestServer.disk(new RamDevice(1 << 20), 512));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldGoThroughTheSecurityStageWhenTheInitiatorBeginsThere() {
        try (Session session = server.login(1, LoginOptions::withSecurityStage)) {
            assertEquals("None", session.negotiated().answered("AuthMethod"));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void shouldBringPingDataBackWhateverItsLength(boolean headerDigest, boolean dataDigest) {
        try (Session session = server.login(1, options -> options.digests(headerDigest, dataDigest))) {
            for (int length : new int[] {0, 1, 2, 3, 4, 5, 511, 4096, 8191}) {
                byte[] ping = new byte[length];
                new java.util.SplittableRandom(length).nextBytes(ping);

                assertArrayEquals(ping, session.nop(ping).data());
            }
        }
    }

    @Test
    void shouldRefuseALoginWhenTheTargetDoesNotExist() {
        LoginFailed failure = assertThrows(
                LoginFailed.class, () -> server.login(1, options -> options.identity("TargetName", "iqn.2026-01.x:y")));

        assertEquals(2, failure.statusClass());
        assertEquals(3, failure.statusDetail());
    }

    @Test
    void shouldRefuseALoginWhenTheInitiatorHasNoName() {
        LoginFailed failure = assertThrows(
                LoginFailed.class, () -> server.login(1, options -> options.identity("InitiatorName", null)));

        assertEquals(2, failure.statusClass());
        assertEquals(7, failure.statusDetail());
    }

    @Test
    void shouldAnswerNotUnderstoodWhenAKeyIsUnknown() {
        try (Session session = server.login(1, options -> options.key("X-dev.sluice.Nonsense", "1"))) {
            assertEquals("NotUnderstood", session.negotiated().answered("X-dev.sluice.Nonsense"));
        }
    }

    @Test
    void shouldDropTheConnectionWhenADataSegmentIsLongerThanDeclared() {
        Session session = server.login(1);
        session.send(new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(0x77)
                .cmdSn(session.nextCmdSn())
                .claimDataLength(0xffffff));

        assertTrue(session.connection().isClosedByTarget());
        session.connection().close();
    }

    @Test
    void shouldDropAConnectionThatDoesNotBeginWithALogin() {
        try (PduConnection connection = new PduConnection(server.address())) {
            connection.send(new Pdu(Opcode.NOP_OUT).immediate().asFinal().taskTag(1));
            Pdu answer = connection.receive();
            // RFC 7143 6.3: a login reject may come first, and then the end.
            if (answer != null) {
                assertTrue(answer.opcode() == Opcode.LOGIN_RESPONSE || answer.opcode() == Opcode.REJECT);
                assertNull(connection.receive());
            }
        }
    }

    @Test
    void shouldSurviveRandomBytesInsteadOfALogin() {
        for (int round = 0; round < 20; round++) {
            byte[] noise = new byte[1000];
            new java.util.SplittableRandom(round).nextBytes(noise);
            // No additional headers, little data: a whole PDU, whatever else it is.
            noise[4] = 0;
            noise[5] = 0;
            noise[6] = 0;
            try (PduConnection connection = new PduConnection(server.address())) {
                connection.sendBytes(noise);
                while (connection.receive() != null) {
                    // Every answer ends with the connection.
                }
            }
        }
        try (Session session = server.login(1)) {
            assertArrayEquals(new byte[] {7}, session.nop(new byte[] {7}).data());
        }
    }

    @Test
    void shouldServeOthersWhenAConnectionIsReset() {
        server.login(1).drop();
        try (Session session = server.login(2)) {
            assertArrayEquals(new byte[] {7}, session.nop(new byte[] {7}).data());
        }
    }
}
