package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.PduConnection;
import dev.sluice.initiator.Session;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The login phase as an initiator sees it: RFC 7143 4.2.4, 6.2, 6.3, 11.12 and 11.13. */
class LoginRulesTest {
    private static final int TRANSIT = 0x80;
    private static final int CONTINUE = 0x40;
    private static final int SECURITY_TO_OPERATIONAL = 1;
    private static final int SECURITY_TO_FULL_FEATURE = 3;
    private static final int OPERATIONAL = 1 << 2;
    private static final int OPERATIONAL_TO_FULL_FEATURE = OPERATIONAL | 3;

    private static final int INITIATOR_ERROR = 0x0200;
    private static final int UNSUPPORTED_VERSION = 0x0205;
    private static final int MISSING_PARAMETER = 0x0207;
    private static final int INVALID_DURING_LOGIN = 0x020b;

    private static final String NAMES =
            "InitiatorName=" + TestServer.INITIATOR + "\0TargetName=" + TestServer.TARGET + "\0SessionType=Normal\0";

    private final TestServer server = new TestServer();
    private final PduConnection connection = new PduConnection(server.address());

    @AfterEach
    void close() {
        connection.close();
        server.close();
    }

    private static Pdu request(int flags, String text) {
        return new Pdu(Opcode.LOGIN_REQUEST)
                .immediate()
                .flags(flags)
                .setBytes(8, new byte[] {0x40, 0, 0, 1, 0, 0})
                .taskTag(0x51)
                .cmdSn(77)
                .data(text.getBytes(StandardCharsets.UTF_8));
    }

    private Pdu exchange(int flags, String text) {
        return exchange(request(flags, text));
    }

    private Pdu exchange(Pdu request) {
        connection.send(request);
        Pdu response = connection.receive();
        assertEquals(Opcode.LOGIN_RESPONSE, response.opcode());
        assertEquals(0x51, response.taskTag());
        return response;
    }

    private static int status(Pdu response) {
        return response.get16(36);
    }

    private static String text(Pdu response) {
        return new String(response.data(), StandardCharsets.UTF_8);
    }

    private void isRefused(int status, Pdu request) {
        assertEquals(status, status(exchange(request)), "status class and detail");
        assertTrue(connection.isClosedByTarget(), "after a refusal the target closes");
    }

    @Test
    void shouldEndALoginThatIsInterruptedByAnotherPdu() {
        assertEquals(0, status(exchange(OPERATIONAL, NAMES)));
        connection.send(
                new Pdu(Opcode.NOP_OUT).immediate().asFinal().taskTag(0x51).transferTag(Pdu.RESERVED_TAG));
        Pdu reject = connection.receive();
        assertEquals(Opcode.LOGIN_RESPONSE, reject.opcode());
        assertEquals(INVALID_DURING_LOGIN, status(reject));
        assertTrue(connection.isClosedByTarget());
    }

    @Test
    void shouldAnswerEmptyWhileTheKeysGoOn() {
        String halves = NAMES + "MaxBurstLength=65536\0";
        Pdu empty = exchange(OPERATIONAL | CONTINUE, halves.substring(0, 20));
        assertEquals(0, status(empty));
        assertEquals(OPERATIONAL, empty.flags(), "neither T nor C");
        assertEquals(0, empty.data().length);
        Pdu answer = exchange(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, halves.substring(20));
        assertTrue(text(answer).contains("MaxBurstLength=65536\0"));
        assertTrue(text(answer).contains("TargetPortalGroupTag="));
    }

    @Test
    void shouldRefuseToTransitWhileTheKeysGoOn() {
        isRefused(INITIATOR_ERROR, request(TRANSIT | CONTINUE | OPERATIONAL_TO_FULL_FEATURE, NAMES));
    }

    /** 6.1: at least 8,192 bytes of keys, here in pieces of 1,000. */
    @Test
    void shouldTakeManyKeys() {
        StringBuilder keys = new StringBuilder(NAMES);
        for (int i = 0; keys.length() < 8192; i++) {
            keys.append("X-com.example.k")
                    .append(i)
                    .append('=')
                    .append("v".repeat(200))
                    .append('\0');
        }
        int at = 0;
        while (keys.length() - at > 1000) {
            assertEquals(0, status(exchange(OPERATIONAL | CONTINUE, keys.substring(at, at + 1000))));
            at += 1000;
        }
        Pdu answer = exchange(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, keys.substring(at));
        assertEquals(0, status(answer));
        assertTrue(text(answer).contains("X-com.example.k7=NotUnderstood\0"));
    }

    @Test
    void shouldGiveTheSessionHandleWithTheLastResponseOnly() {
        Pdu first = exchange(TRANSIT | SECURITY_TO_OPERATIONAL, NAMES + "AuthMethod=None\0");
        assertEquals(0, first.get16(14));
        assertTrue(text(first).contains("AuthMethod=None\0"));
        assertTrue(text(first).contains("TargetPortalGroupTag="), "with the first response");
        Pdu last = exchange(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, "");
        assertNotEquals(0, last.get16(14));
        assertFalse(text(last).contains("TargetPortalGroupTag="));
        assertEquals(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, last.flags());
        assertEquals(first.statSn() + 1, last.statSn());
        assertEquals(77, last.expCmdSn(), "a login is immediate, and its CmdSN the first");
        assertEquals(0x4000, last.get16(8));
    }

    @Test
    void shouldGoFromSecurityStraightToFullFeaturePhase() {
        Pdu last = exchange(TRANSIT | SECURITY_TO_FULL_FEATURE, NAMES + "AuthMethod=None\0");
        assertEquals(TRANSIT | SECURITY_TO_FULL_FEATURE, last.flags());
        assertNotEquals(0, last.get16(14));
    }

    @Test
    void shouldNotTransitUnasked() {
        Pdu response = exchange(OPERATIONAL, NAMES + "MaxBurstLength=4096\0");
        assertEquals(0, status(response));
        assertEquals(OPERATIONAL, response.flags());
        assertEquals(0, response.get16(14));
        assertEquals(OPERATIONAL, exchange(OPERATIONAL, "").flags());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0x86, 0x8b, 0x88, 0x85, 0x84, 0x80})
    void shouldRefuseStagesThatDoNotExistOrDoNotFollow(int flags) {
        isRefused(INITIATOR_ERROR, request(flags, NAMES));
    }

    static Stream<Pdu> changedRequests() {
        return Stream.of(
                request(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, "").set16(14, 5),
                request(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, "").set16(20, 5),
                request(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, "").setBytes(8, new byte[] {0x40, 0, 0, 2, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("changedRequests")
    void shouldRefuseARequestThatChangesItsIdentity(Pdu changed) {
        assertEquals(0, status(exchange(OPERATIONAL, NAMES)));
        isRefused(INITIATOR_ERROR, changed);
    }

    @ParameterizedTest
    @CsvSource({
        "SessionType=Normal",
        "InitiatorName=iqn.2026-11.dev.sluice:i",
        "TargetName=" + TestServer.TARGET,
    })
    void shouldRefuseALoginWithoutNames(String only) {
        isRefused(MISSING_PARAMETER, request(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, only + "\0"));
    }

    @Test
    void shouldRefuseAVersionThatThereIsNot() {
        isRefused(
                UNSUPPORTED_VERSION,
                request(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, NAMES).set8(2, 1).set8(3, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MaxBurstLength=8192",
                "HeaderDigest=None",
                "MaxRecvDataSegmentLength=4096",
                "TargetName=" + TestServer.TARGET + "x",
                "InitiatorName=" + TestServer.INITIATOR + "x"
            })
    void shouldRefuseToNegotiateAKeyASecondTime(String pair) {
        String keys = NAMES + "MaxBurstLength=4096\0HeaderDigest=None\0MaxRecvDataSegmentLength=8192\0";
        assertEquals(0, status(exchange(OPERATIONAL, keys)));
        isRefused(INITIATOR_ERROR, request(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, pair + "\0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HeaderDigest=X-com.example.md9,CRC32C,None | HeaderDigest=CRC32C",
                "DataDigest=None,CRC32C | DataDigest=None",
                "DataDigest=Y-com.example.d | DataDigest=Reject",
                "IFMarker=Yes | IFMarker=No",
                "OFMarker=Yes | OFMarker=No",
                "IFMarkInt=2048~8192 | IFMarkInt=Reject",
                "OFMarkInt=2048~8192 | OFMarkInt=Reject",
                "X-com.example.Colour=blue | X-com.example.Colour=NotUnderstood",
                "MaxConnections=0 | MaxConnections=Reject",
                "MaxBurstLength=100 | MaxBurstLength=Reject",
                "ImmediateData=perhaps | ImmediateData=Reject",
                "iSCSIProtocolLevel=1 | iSCSIProtocolLevel=1",
                "TaskReporting=RFC3720 | TaskReporting=RFC3720",
                "ErrorRecoveryLevel=0 | ErrorRecoveryLevel=0",
                "DefaultTime2Wait=5 | DefaultTime2Wait=5",
            })
    void shouldAnswerAKeyByItsRule(String offer, String answer) {
        assertTrue(text(exchange(OPERATIONAL, NAMES + offer + "\0")).contains("\0" + answer + "\0"));
    }

    /** 6.2: no key of the standard is answered with NotUnderstood. */
    @Test
    void shouldUnderstandAllKeysOfTheStandard() {
        String keys = "HeaderDigest=None\0DataDigest=None\0MaxConnections=8\0InitiatorAlias=me\0InitialR2T=No\0"
                + "ImmediateData=Yes\0MaxRecvDataSegmentLength=8192\0MaxBurstLength=65536\0FirstBurstLength=4096\0"
                + "DefaultTime2Wait=0\0DefaultTime2Retain=0\0MaxOutstandingR2T=4\0DataPDUInOrder=No\0"
                + "DataSequenceInOrder=No\0ErrorRecoveryLevel=2\0TaskReporting=FastAbort,ResponseFence,RFC3720\0"
                + "iSCSIProtocolLevel=1\0IFMarker=No\0OFMarker=No\0IFMarkInt=1~2\0OFMarkInt=1~2\0";
        Pdu answer = exchange(TRANSIT | OPERATIONAL_TO_FULL_FEATURE, NAMES + keys);
        assertEquals(0, status(answer));
        assertFalse(text(answer).contains("NotUnderstood"), text(answer));
    }

    @Test
    void shouldTakeNamesOf223Bytes() {
        String name = "iqn.2026-11.dev.sluice:" + "n".repeat(200);
        assertEquals(223, name.length());
        try (Session session = server.login(LoginOptions.normal(name, TestServer.TARGET))) {
            session.nop(new byte[0]);
        }
    }

    @Test
    void shouldRefuseNamesOfMoreThan223Bytes() {
        String name = "iqn.2026-11.dev.sluice:" + "n".repeat(201);
        LoginFailed refused =
                assertThrows(LoginFailed.class, () -> server.login(LoginOptions.normal(name, TestServer.TARGET)));
        assertEquals(INITIATOR_ERROR, refused.status());
    }

    /** 11.12.8: the CmdSN of the leading login is that of the first command. */
    @Test
    void shouldTakeTheFirstCmdSnFromTheLogin() {
        try (Wire wire = Wire.login(server, TestServer.options().firstCmdSn(0x12345678))) {
            assertEquals(0x12345678, wire.raw().expCmdSn());
            assertEquals(0x12345678, wire.hasOnlyPingToAnswer().expCmdSn());
        }
    }

    /** 13.1: once agreed on, digests go with every PDU; the test initiator verifies those of the target. */
    @Test
    void shouldUseDigestsForEveryPduOnceAgreedOn() {
        try (Session session = TestServer.ready(server, TestServer.options().digests(true, true))) {
            session.nop(new byte[1001]);
            byte[] data = TestCommands.random(64 * TestServer.BLOCK);
            assertTrue(session.execute(TestCommands.write(0, data)).isGood());
            assertTrue(session.execute(TestCommands.read(0, 64)).isGood());
            session.sendTargets("");
        }
    }
}
