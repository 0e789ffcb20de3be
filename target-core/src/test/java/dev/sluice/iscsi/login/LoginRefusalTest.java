package dev.sluice.iscsi.login;

import static dev.sluice.iscsi.login.Dialogue.BLANK;
import static dev.sluice.iscsi.login.Dialogue.INITIATOR;
import static dev.sluice.iscsi.login.Dialogue.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of logins, and their statuses of RFC 7143 11.13.5. */
class LoginRefusalTest {
    private final Dialogue dialogue = new Dialogue();

    static Stream<Arguments> introductions() {
        String initiator = "InitiatorName=" + INITIATOR;
        String target = "TargetName=" + TARGET;
        return Stream.of(
                refusal(LoginStatus.MISSING_PARAMETER),
                refusal(LoginStatus.MISSING_PARAMETER, target),
                refusal(LoginStatus.MISSING_PARAMETER, target, "InitiatorName="),
                refusal(LoginStatus.MISSING_PARAMETER, initiator),
                refusal(LoginStatus.MISSING_PARAMETER, initiator, "SessionType=Normal"),
                refusal(LoginStatus.MISSING_PARAMETER, "SessionType=Discovery"),
                refusal(LoginStatus.SESSION_TYPE_NOT_SUPPORTED, initiator, target, "SessionType=Boot"),
                refusal(LoginStatus.SESSION_TYPE_NOT_SUPPORTED, initiator, target, "SessionType=discovery"),
                refusal(LoginStatus.NOT_FOUND, initiator, "TargetName=iqn.2026-01.dev.sluice:other"),
                refusal(LoginStatus.NOT_FOUND, initiator, "TargetName="),
                refusal(LoginStatus.AUTHORIZATION_FAILURE, "InitiatorName=" + Dialogue.STRANGER, target),
                refusal(LoginStatus.INITIATOR_ERROR, "InitiatorName=two words", target),
                refusal(LoginStatus.INITIATOR_ERROR, "InitiatorName=iqn.2026-01.x:" + "a".repeat(223), target),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, initiator),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, "HeaderDigest"),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, "Header Digest=None"),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, "HeaderDigest=None", "HeaderDigest=None"),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, "TargetAddress=10.0.0.1"),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, "TargetAlias=mine"),
                refusal(LoginStatus.INITIATOR_ERROR, initiator, target, "TargetPortalGroupTag=1"));
    }

    private static Arguments refusal(LoginStatus status, String... pairs) {
        return Arguments.of(status, pairs);
    }

    @ParameterizedTest
    @MethodSource("introductions")
    void shouldRefuseABadIntroductionInEitherStage(LoginStatus status, String[] pairs) {
        new Dialogue().refused(status, Dialogue.request(0, pairs));
        new Dialogue().refused(status, Dialogue.request(1, pairs));
        new Dialogue().refused(status, Dialogue.request(true, false, 0, 1, Dialogue.text(pairs)));
        new Dialogue().refused(status, Dialogue.request(true, false, 1, 3, Dialogue.text(pairs)));
    }

    @Test
    void shouldNotAskWhichTargetADiscoverySessionMeans() throws LoginFailure {
        dialogue.go(1, 3, Dialogue.DISCOVERY);
        new Dialogue().go(1, 3, "SessionType=Discovery", "InitiatorName=" + Dialogue.STRANGER);
    }

    @Test
    void shouldRefuseAVersionThatItDoesNotSpeak() {
        dialogue.refused(
                LoginStatus.UNSUPPORTED_VERSION,
                new LoginRequest(true, false, 1, 3, 1, 1, 0, 1, 1, 1, Dialogue.text(Dialogue.NORMAL)));
    }

    /** 6.3.1: sessions have one connection, so none can be joined. */
    @Test
    void shouldRefuseToAddAConnectionToASession() {
        dialogue.refused(
                LoginStatus.SESSION_DOES_NOT_EXIST,
                new LoginRequest(true, false, 1, 3, 0, 1, 42, 1, 1, 1, Dialogue.text(Dialogue.NORMAL)));
    }

    /** 11.12: one login keeps its ISID, TSIH, CID and Initiator Task Tag. */
    static Stream<LoginRequest> changedHeaders() {
        long isid = BLANK.isid();
        int tag = BLANK.initiatorTaskTag();
        int cid = BLANK.cid();
        byte[] none = new byte[0];
        return Stream.of(
                new LoginRequest(false, false, 1, 0, 0, isid + 1, 0, tag, cid, 100, none),
                new LoginRequest(false, false, 1, 0, 0, isid, 1, tag, cid, 100, none),
                new LoginRequest(false, false, 1, 0, 0, isid, 0, tag + 1, cid, 100, none),
                new LoginRequest(false, false, 1, 0, 0, isid, 0, tag, cid + 1, 100, none));
    }

    @ParameterizedTest
    @MethodSource("changedHeaders")
    void shouldRefuseALoginThatChangesItsIdentity(LoginRequest changed) throws LoginFailure {
        dialogue.say(1, Dialogue.NORMAL);
        dialogue.refused(LoginStatus.INITIATOR_ERROR, changed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAP", "KRB5,CHAP", "none", "", "Reject", "NotUnderstood"})
    void shouldRefuseWhoInsistsOnAuthentication(String methods) {
        dialogue.refused(
                LoginStatus.AUTHENTICATION_FAILURE,
                Dialogue.request(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=" + methods)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "CHAP,None", "None,CHAP", "KRB5,SRP,CHAP,None", "X-com.example,None"})
    void shouldChooseNoAuthenticationWhereItIsOffered(String methods) throws LoginFailure {
        assertEquals(
                "None",
                dialogue.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=" + methods))
                        .get("AuthMethod"));
    }

    /** 12: AuthMethod belongs to security negotiation. */
    @Test
    void shouldRefuseAuthMethodInTheOperationalStage() {
        dialogue.refused(
                LoginStatus.INITIATOR_ERROR, Dialogue.request(1, Dialogue.with(Dialogue.NORMAL, "AuthMethod=None")));
    }

    /** 6.3: an attempt to negotiate a parameter again MUST be detected and answered with a Login reject. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HeaderDigest=None",
                "DataDigest=None",
                "MaxConnections=1",
                "InitialR2T=Yes",
                "ImmediateData=Yes",
                "MaxRecvDataSegmentLength=8192",
                "MaxBurstLength=8192",
                "FirstBurstLength=8192",
                "DefaultTime2Wait=2",
                "DefaultTime2Retain=0",
                "MaxOutstandingR2T=1",
                "DataPDUInOrder=Yes",
                "DataSequenceInOrder=Yes",
                "ErrorRecoveryLevel=0",
                "TaskReporting=RFC3720",
                "iSCSIProtocolLevel=1"
            })
    void shouldRefuseToNegotiateAKeyAgain(String pair) throws LoginFailure {
        dialogue.say(1, Dialogue.NORMAL);
        dialogue.say(1, pair);
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(1, pair));
    }

    @Test
    void shouldRefuseToNegotiateTheAuthMethodAgain() throws LoginFailure {
        dialogue.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=None"));
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(0, "AuthMethod=None"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InitiatorName=iqn.1993-08.org.debian:01:other",
                "TargetName=iqn.2026-01.dev.sluice:other",
                "SessionType=Discovery"
            })
    void shouldRefuseWhoBecomesSomeoneElse(String pair) throws LoginFailure {
        dialogue.go(0, 1, Dialogue.NORMAL);
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(1, pair));
    }

    /** libiscsi introduces itself in each stage. */
    @Test
    void shouldLetAnInitiatorRepeatWhoItIs() throws LoginFailure {
        dialogue.go(0, 1, Dialogue.with(Dialogue.NORMAL, "InitiatorAlias=a"));
        dialogue.go(1, 3, Dialogue.with(Dialogue.NORMAL, "InitiatorAlias=a"));
    }

    @Test
    void shouldKnowTheInitiatorsNameForTheLogAsSoonAsItIsGiven() {
        dialogue.refused(
                LoginStatus.NOT_FOUND, Dialogue.request(1, "InitiatorName=" + INITIATOR, "TargetName=iqn.x:no"));
        assertEquals(INITIATOR, dialogue.initiatorName());
    }

    @Test
    void shouldKeepControlCharactersOutOfTheLog() {
        String name = "InitiatorName=iqn.2026-01.x:\u001b[31m\r\n\u009b";
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(1, name, "TargetName=" + TARGET));
        assertTrue(dialogue.initiatorName().chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    /** 11.13.5, class in the high byte and detail in the low one. */
    @Test
    void shouldHaveTheCodesOfTheStandard() {
        assertEquals(0x0000, LoginStatus.SUCCESS.code());
        assertEquals(0x0200, LoginStatus.INITIATOR_ERROR.code());
        assertEquals(0x0201, LoginStatus.AUTHENTICATION_FAILURE.code());
        assertEquals(0x0202, LoginStatus.AUTHORIZATION_FAILURE.code());
        assertEquals(0x0203, LoginStatus.NOT_FOUND.code());
        assertEquals(0x0205, LoginStatus.UNSUPPORTED_VERSION.code());
        assertEquals(0x0206, LoginStatus.TOO_MANY_CONNECTIONS.code());
        assertEquals(0x0207, LoginStatus.MISSING_PARAMETER.code());
        assertEquals(0x0208, LoginStatus.CANNOT_INCLUDE_IN_SESSION.code());
        assertEquals(0x0209, LoginStatus.SESSION_TYPE_NOT_SUPPORTED.code());
        assertEquals(0x020a, LoginStatus.SESSION_DOES_NOT_EXIST.code());
        assertEquals(0x020b, LoginStatus.INVALID_DURING_LOGIN.code());
        assertEquals(0x0300, LoginStatus.TARGET_ERROR.code());
        assertEquals(0x0301, LoginStatus.SERVICE_UNAVAILABLE.code());
        assertEquals(0x0302, LoginStatus.OUT_OF_RESOURCES.code());
    }
}
