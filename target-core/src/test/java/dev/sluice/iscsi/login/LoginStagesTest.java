package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages of a login and the way through them, RFC 7143 6.3, 11.12 and 11.13. */
class LoginStagesTest {
    private final Dialogue dialogue = new Dialogue();

    @Test
    void shouldGoThroughBothStages() throws LoginFailure {
        assertEquals(
                "None",
                dialogue.go(0, 1, Dialogue.with(Dialogue.NORMAL, "AuthMethod=None"))
                        .get("AuthMethod"));
        assertEquals("CRC32C", dialogue.go(1, 3, "HeaderDigest=CRC32C").get("HeaderDigest"));

        assertEquals(Dialogue.INITIATOR, dialogue.result().initiatorName());
        assertEquals(Dialogue.TARGET, dialogue.result().targetName());
        assertEquals(Dialogue.ISID, dialogue.result().isid());
    }

    @Test
    void shouldGoFromSecurityToFullFeaturePhase() throws LoginFailure {
        dialogue.go(0, 3, Dialogue.with(Dialogue.NORMAL, "AuthMethod=None"));
    }

    @Test
    void shouldGoFromOperationalToFullFeaturePhase() throws LoginFailure {
        dialogue.go(1, 3, Dialogue.NORMAL);
    }

    @Test
    void shouldStayInAStageAsLongAsTheInitiatorLikes() throws LoginFailure {
        dialogue.say(0, Dialogue.NORMAL);
        dialogue.say(0, "AuthMethod=None");
        dialogue.say(0);
        dialogue.go(0, 1);
        dialogue.say(1, "HeaderDigest=None");
        dialogue.say(1);
        dialogue.go(1, 3);
    }

    @Test
    void shouldLetSecurityStagePassWithoutAuthMethod() throws LoginFailure {
        assertNull(dialogue.go(0, 1, Dialogue.NORMAL).get("AuthMethod"));
    }

    @ParameterizedTest(name = "CSG {0}, NSG {1}")
    @CsvSource({"0,0", "0,2", "1,0", "1,1", "1,2", "2,3", "2,0", "3,3", "3,0"})
    void shouldRefuseTransitsThatDoNotExist(int stage, int next) {
        dialogue.refused(
                LoginStatus.INITIATOR_ERROR,
                Dialogue.request(true, false, stage, next, Dialogue.text(Dialogue.NORMAL)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldRefuseToBeginInAStageThatIsNone(int stage) {
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(stage, Dialogue.NORMAL));
    }

    @Test
    void shouldRefuseARequestOfAStageThatIsNotTheCurrentOne() throws LoginFailure {
        dialogue.say(0, Dialogue.NORMAL);
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(1, "HeaderDigest=None"));
    }

    @Test
    void shouldRefuseToGoBackToSecurity() throws LoginFailure {
        dialogue.go(0, 1, Dialogue.NORMAL);
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(0, "AuthMethod=None"));
    }

    @Test
    void shouldRefuseRequestsAfterTheLoginHasEnded() throws LoginFailure {
        dialogue.go(1, 3, Dialogue.NORMAL);
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(1));
        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(3));
    }

    /** 11.12.3: NSG is only valid when T is set. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldIgnoreTheNextStageWithoutTransit(int next) throws LoginFailure {
        LoginAnswer answer = dialogue.handle(Dialogue.request(false, false, 1, next, Dialogue.text(Dialogue.NORMAL)));

        assertFalse(answer.transit());
        assertFalse(answer.isLast());
        assertEquals(1, answer.currentStage());
        assertEquals(0, answer.nextStage());
    }

    /** 13.9: in the first response of a normal session that names its target. */
    @Test
    void shouldDeclareThePortalGroupInTheFirstAnswerAndNeverAgain() throws LoginFailure {
        assertEquals("7", dialogue.say(0, Dialogue.NORMAL).get("TargetPortalGroupTag"));
        assertNull(dialogue.go(0, 1, "AuthMethod=None").get("TargetPortalGroupTag"));
        assertNull(dialogue.go(1, 3, "HeaderDigest=None").get("TargetPortalGroupTag"));
    }

    @Test
    void shouldDeclareThePortalGroupWhenSecurityIsSkipped() throws LoginFailure {
        assertEquals("7", dialogue.go(1, 3, Dialogue.NORMAL).get("TargetPortalGroupTag"));
    }

    @Test
    void shouldDeclareNoPortalGroupToDiscovery() throws LoginFailure {
        assertNull(dialogue.go(1, 3, Dialogue.DISCOVERY).get("TargetPortalGroupTag"));
        assertTrue(dialogue.result().discovery());
        assertEquals("", dialogue.result().targetName());
    }

    @Test
    void shouldTakeASessionForNormalWhereNoTypeIsGiven() throws LoginFailure {
        dialogue.go(1, 3, "InitiatorName=" + Dialogue.INITIATOR, "TargetName=" + Dialogue.TARGET);
        assertFalse(dialogue.result().discovery());
    }

    /** 6.2: what spans requests is answered when it is whole; until then the answers are empty and stay. */
    @Test
    void shouldCollectTextThatIsContinued() throws LoginFailure {
        Random random = Seed.random("continued login");
        byte[] text = Dialogue.text(Dialogue.with(Dialogue.NORMAL, "HeaderDigest=None,CRC32C", "InitialR2T=No"));
        for (int round = 0; round < 500; round++) {
            Dialogue cut = new Dialogue();
            int done = 0;
            while (random.nextInt(6) != 0 && done < text.length) {
                int end = done + random.nextInt(text.length - done);
                LoginAnswer answer =
                        cut.handle(Dialogue.request(false, true, 1, 0, Arrays.copyOfRange(text, done, end)));
                assertEquals(0, answer.text().length);
                assertEquals(new LoginAnswer(false, false, 1, 0, answer.text()), answer);
                done = end;
            }
            LoginAnswer answer =
                    cut.handle(Dialogue.request(true, false, 1, 3, Arrays.copyOfRange(text, done, text.length)));
            assertTrue(answer.isLast());
            assertEquals(
                    Map.of(
                            "TargetPortalGroupTag", "7",
                            "MaxRecvDataSegmentLength", "262144",
                            "HeaderDigest", "None",
                            "InitialR2T", "No"),
                    Dialogue.keys(answer));
        }
    }

    /** 11.12.2: a request with C set MUST have T not set. */
    @Test
    void shouldRefuseTransitAndContinueTogether() {
        dialogue.refused(
                LoginStatus.INITIATOR_ERROR, Dialogue.request(true, true, 1, 3, Dialogue.text(Dialogue.NORMAL)));
    }

    @Test
    void shouldBoundTextThatIsContinuedForEver() throws LoginFailure {
        byte[] piece = new byte[8192];
        Arrays.fill(piece, (byte) 'A');
        int taken = 0;
        try {
            while (taken < 1 << 20) {
                dialogue.handle(Dialogue.request(false, true, 1, 0, piece));
                taken += piece.length;
            }
        } catch (LoginFailure e) {
            assertEquals(LoginStatus.INITIATOR_ERROR, e.status());
        }
        // 6.1: at least 8192 bytes must be taken in any case, 64 KiB where authentication asks for it.
        assertTrue(taken >= 8192 && taken <= 64 << 10, "taken: " + taken);
    }

    /** 6.2: an answer that does not fit a PDU goes on in the next, which the initiator asks for with an empty request. */
    @Test
    void shouldAnswerOverSeveralPdus() throws LoginFailure {
        String[] keys = Dialogue.NORMAL;
        for (int i = 0; i < 120; i++) {
            keys = Dialogue.with(
                    keys, "X-" + i + "-" + "x".repeat(58 - Integer.toString(i).length()) + "=1");
        }

        LoginAnswer first = dialogue.handle(Dialogue.request(true, false, 1, 3, Dialogue.text(keys)));
        LoginAnswer second = dialogue.handle(Dialogue.request(true, false, 1, 3, new byte[0]));

        assertTrue(first.more());
        assertFalse(first.transit());
        assertTrue(second.isLast());
        byte[] text = Arrays.copyOf(first.text(), first.text().length + second.text().length);
        System.arraycopy(second.text(), 0, text, first.text().length, second.text().length);
        Map<String, String> answers = Dialogue.keys(new LoginAnswer(true, false, 1, 3, text));
        assertEquals(
                120, answers.values().stream().filter("NotUnderstood"::equals).count());
    }

    @Test
    void shouldRefuseTextBeforeTheAnswerHasEnded() throws LoginFailure {
        String[] keys = Dialogue.NORMAL;
        for (int i = 0; i < 120; i++) {
            keys = Dialogue.with(
                    keys, "X-" + i + "-" + "x".repeat(58 - Integer.toString(i).length()) + "=1");
        }
        dialogue.handle(Dialogue.request(false, false, 1, 0, Dialogue.text(keys)));

        dialogue.refused(LoginStatus.INITIATOR_ERROR, Dialogue.request(1, "HeaderDigest=None"));
    }

    /** 6.3.2: what is negotiated in the one stage has no place in the other. */
    @Test
    void shouldRefuseOperationalKeysDuringSecurityNegotiation() {
        dialogue.refused(
                LoginStatus.INITIATOR_ERROR,
                Dialogue.request(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=None", "HeaderDigest=None")));
    }

    /** The negotiation is a function: the same state and request lead to the same step. */
    @Test
    void shouldLeaveTheStateBeforeAsItWas() throws LoginFailure {
        dialogue.say(1, Dialogue.NORMAL);
        LoginState before = dialogue.state();

        Map<String, String> once = dialogue.go(1, 3, "HeaderDigest=CRC32C", "MaxBurstLength=65536");
        dialogue.returnTo(before);

        assertEquals(once, dialogue.go(1, 3, "HeaderDigest=CRC32C", "MaxBurstLength=65536"));
    }
}
