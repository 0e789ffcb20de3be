package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text requests and responses in full feature phase: RFC 7143 6.1, 6.2, 6.4, 11.10, 11.11, and discovery, 4.3. */
class TextRulesTest {
    private static final int CONTINUE = 0x40;
    private static final int PROTOCOL_ERROR = 4;

    private static String textOf(Pdu response) {
        return new String(response.data(), StandardCharsets.UTF_8);
    }

    private static LoginOptions discovery() {
        return LoginOptions.discovery(TestServer.INITIATOR);
    }

    @Test
    void shouldEndWithAFinalBitAndWithoutATransferTag() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            Pdu response = wire.exchange(wire.text("SendTargets=\0"), Opcode.TEXT_RESPONSE);
            assertTrue(response.isFinal());
            assertEquals(0, response.flags() & CONTINUE);
            assertEquals(Pdu.RESERVED_TAG, response.transferTag());
            assertTrue(textOf(response).startsWith("TargetName=" + TestServer.TARGET + "\0"));
            assertTrue(textOf(response).endsWith("\0"), "every pair ends with a null");
        }
    }

    @Test
    void shouldNotUnderstandAKeyThatDoesNotExist() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            Pdu response = wire.exchange(wire.text("X-com.example.Colour=blue\0"), Opcode.TEXT_RESPONSE);
            assertEquals("X-com.example.Colour=NotUnderstood\0", textOf(response));
        }
    }

    /** 6.2: a request that goes on is answered without data and with a tag, and the same Initiator Task Tag. */
    @Test
    void shouldAnswerEmptyWhileTheRequestGoesOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            Pdu first = wire.text("SendTar").flags(CONTINUE);
            Pdu empty = wire.exchange(first, Opcode.TEXT_RESPONSE);
            assertEquals(0, empty.data().length);
            assertEquals(0, empty.flags());
            assertNotEquals(Pdu.RESERVED_TAG, empty.transferTag());
            Pdu second = wire.text("gets=\0").taskTag(first.taskTag()).transferTag(empty.transferTag());
            Pdu response = wire.exchange(second, Opcode.TEXT_RESPONSE);
            assertTrue(response.isFinal());
            assertTrue(textOf(response).startsWith("TargetName="));
        }
    }

    /** 11.11.1: without the final bit of the request there is none in the answer, and a tag instead. */
    @Test
    void shouldNotEndWhatTheInitiatorWantsToGoOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            Pdu first = wire.text("SendTargets=\0").flags(0);
            Pdu open = wire.exchange(first, Opcode.TEXT_RESPONSE);
            assertEquals(0, open.flags() & 0x80);
            assertNotEquals(Pdu.RESERVED_TAG, open.transferTag());
            Pdu last = wire.text("").taskTag(first.taskTag()).transferTag(open.transferTag());
            Pdu end = wire.exchange(last, Opcode.TEXT_RESPONSE);
            assertTrue(end.isFinal());
            assertEquals(Pdu.RESERVED_TAG, end.transferTag());
        }
    }

    @Test
    void shouldCutAnAnswerToWhatTheInitiatorTakes() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, discovery().key("MaxRecvDataSegmentLength", 512))) {
            StringBuilder keys = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                keys.append("X-com.example.key").append(i).append("=1\0");
            }
            Pdu request = wire.send(wire.text(keys.toString()));
            List<Pdu> answers = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            while (true) {
                Pdu answer = wire.receive(Opcode.TEXT_RESPONSE, request);
                answers.add(answer);
                text.append(textOf(answer));
                assertTrue(answer.data().length <= 512);
                if (answer.isFinal()) {
                    break;
                }
                assertEquals(CONTINUE, answer.flags());
                assertNotEquals(Pdu.RESERVED_TAG, answer.transferTag());
                wire.send(wire.text("")
                        .taskTag(request.taskTag())
                        .lun(answer.lun())
                        .transferTag(answer.transferTag()));
            }
            assertTrue(answers.size() > 3);
            assertEquals(60, text.toString().split("NotUnderstood\0").length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendTargets", "=x\0", "a b=c\0"})
    void shouldRejectTextThatIsNoKeys(String text) {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            wire.send(wire.text(text));
            assertEquals(PROTOCOL_ERROR, wire.receive(Opcode.REJECT).get8(2));
            wire.hasOnlyPingToAnswer();
        }
    }

    /** 6.4: what may not be negotiated anew is a protocol error, and what was agreed on before remains. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MaxBurstLength=512\0",
                "HeaderDigest=CRC32C\0",
                "InitialR2T=No\0",
                "ErrorRecoveryLevel=2\0",
                "MaxConnections=2\0",
                "TargetName=iqn.2026-11.dev.sluice:other\0",
                "InitiatorName=iqn.2026-11.dev.sluice:someone\0",
                "SessionType=Discovery\0",
                "AuthMethod=None\0"
            })
    void shouldRejectAKeyThatBelongsToLogin(String pair) {
        try (TestServer server = new TestServer();
                Wire wire = Wire.ready(server)) {
            int cmdSn = wire.cmdSn();
            wire.send(wire.text(pair));
            assertEquals(PROTOCOL_ERROR, wire.receive(Opcode.REJECT).get8(2));
            wire.cmdSn(cmdSn);
            Pdu read = wire.send(wire.read(0, 8));
            assertEquals(4096, wire.receive(Opcode.DATA_IN, read).data().length);
        }
    }

    /** 11.10.2: C with F. */
    @Test
    void shouldRejectARequestThatEndsAndGoesOn() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            wire.send(wire.text("SendTargets=\0").flags(0x80 | CONTINUE));
            assertEquals(PROTOCOL_ERROR, wire.receive(Opcode.REJECT).get8(2));
        }
    }

    @Test
    void shouldRejectATransferTagThatItHasNotGiven() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            int cmdSn = wire.cmdSn();
            wire.send(wire.text("SendTargets=\0").transferTag(0x1234));
            assertEquals(9, wire.receive(Opcode.REJECT).get8(2));
            wire.cmdSn(cmdSn);
            wire.exchange(wire.text("SendTargets=\0"), Opcode.TEXT_RESPONSE);
        }
    }

    /** 4.3: discovery is for SendTargets and for logout of the session. */
    @Test
    void shouldRejectAllButSendTargetsAndLogoutInDiscovery() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, discovery())) {
            for (Pdu request : List.of(wire.ping(), wire.manage(5, null))) {
                wire.send(request);
                Pdu reject = wire.receive(Opcode.REJECT);
                assertEquals(request.opcode(), reject.data()[0] & 0x3f);
            }
            wire.exchange(wire.text("SendTargets=All\0"), Opcode.TEXT_RESPONSE);
            wire.send(wire.logout(1, 0));
            assertEquals(Opcode.LOGOUT_REQUEST, wire.receive(Opcode.REJECT).data()[0] & 0x3f);
            assertEquals(
                    0, wire.exchange(wire.logout(0, 0), Opcode.LOGOUT_RESPONSE).get8(2));
            wire.isClosedByTarget();
        }
    }

    @Test
    void shouldRejectScsiCommandsInDiscovery() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, discovery())) {
            wire.send(wire.command(new byte[6], 0, 0));
            assertEquals(Opcode.SCSI_COMMAND, wire.receive(Opcode.REJECT).data()[0] & 0x3f);
        }
    }

    /** 13.3: who is logged in to a target is told of that one, whatever else is in the request. */
    @Test
    void shouldTellAllTargetsInDiscoveryOnly() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            Pdu all = wire.exchange(wire.text("SendTargets=All\0"), Opcode.TEXT_RESPONSE);
            assertEquals("SendTargets=Reject\0", textOf(all));
            Pdu own = wire.exchange(wire.text("SendTargets=\0X-org.example.key=1\0"), Opcode.TEXT_RESPONSE);
            String told = textOf(own);
            assertTrue(told.startsWith("TargetName=" + TestServer.TARGET + "\0TargetAddress="), told);
            assertTrue(told.endsWith("X-org.example.key=NotUnderstood\0"), told);
        }
    }

    /** 7.3: what was rejected has not arrived; the next request with its CmdSN fills the place. */
    @Test
    void shouldNotCountARejectedRequestAsReceived() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server)) {
            int cmdSn = wire.cmdSn();
            wire.send(wire.text("no key"));
            assertEquals(cmdSn, wire.receive(Opcode.REJECT).expCmdSn());
            wire.cmdSn(cmdSn);
            assertEquals(
                    cmdSn + 1,
                    wire.exchange(wire.text("SendTargets=\0"), Opcode.TEXT_RESPONSE)
                            .expCmdSn());
        }
    }

    /** 7.4.1: no recovery in discovery. */
    @Test
    void shouldAgreeOnNoRecoveryInDiscovery() {
        try (TestServer server = new TestServer();
                Wire wire = Wire.login(server, discovery().key("ErrorRecoveryLevel", 2))) {
            assertEquals("0", wire.raw().negotiated().value("ErrorRecoveryLevel"));
        }
    }
}
