package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import dev.sluice.iscsi.chap.LargeBinary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CHAP in the security stage: RFC 7143 12.1.3 and 9.2.1, RFC 1994. */
class ChapLoginTest {
    private static final String SECRET = "a secret of 21 bytes!";
    private static final String NEXT_SECRET = "the one after # it \u00fc";
    private static final String TARGETS_SECRET = "what the target knows";
    private static final Authentication ONE_WAY = Authentication.chap(
            new ChapUser("joe", ChapSecret.of(SECRET)), new ChapUser("joe", ChapSecret.of(NEXT_SECRET)));
    private static final Authentication MUTUAL = ONE_WAY.mutual(new ChapUser("disk", ChapSecret.of(TARGETS_SECRET)));

    private final Dialogue dialogue = new Dialogue(Dialogue.LIMITS, MUTUAL);

    private static byte[] hash(String algorithm, int identifier, String secret, byte[] challenge) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update((byte) identifier);
            digest.update(secret.getBytes(StandardCharsets.UTF_8));
            return digest.digest(challenge);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> challenged(Dialogue dialogue, String algorithms) throws LoginFailure {
        Map<String, String> method = dialogue.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=CHAP"));
        assertEquals("CHAP", method.get("AuthMethod"));
        return dialogue.say(0, "CHAP_A=" + algorithms);
    }

    private static String proof(Map<String, String> challenge, String algorithm, String secret) {
        int identifier = Integer.parseInt(challenge.get("CHAP_I"));
        byte[] bytes = LargeBinary.decode(challenge.get("CHAP_C"));
        return "CHAP_R=" + LargeBinary.encode(hash(algorithm, identifier, secret, bytes));
    }

    @ParameterizedTest
    @CsvSource({"5,MD5,16", "6,SHA-1,20", "7,SHA-256,32", "8,SHA3-256,32"})
    void shouldLetInWhoProvesItself(String number, String algorithm, int length) throws LoginFailure {
        Map<String, String> challenge = challenged(dialogue, number);

        assertEquals(number, challenge.get("CHAP_A"));
        assertEquals(length, LargeBinary.decode(challenge.get("CHAP_C")).length);
        assertEquals(Map.of(), dialogue.go(0, 1, "CHAP_N=joe", proof(challenge, algorithm, SECRET)));
        dialogue.go(1, 3, "HeaderDigest=None");
        assertEquals("joe", dialogue.state().user());
    }

    @Test
    void shouldTakeEitherSecretWhileTheyChange() throws LoginFailure {
        Map<String, String> challenge = challenged(dialogue, "5");
        dialogue.go(0, 3, "CHAP_N=joe", proof(challenge, "MD5", NEXT_SECRET));
    }

    @Test
    void shouldProveItselfToAnInitiatorThatAsks() throws LoginFailure {
        Map<String, String> challenge = challenged(dialogue, "7");
        byte[] theirs = new byte[1024];
        Arrays.fill(theirs, (byte) 0x5a);

        Map<String, String> answers = dialogue.go(
                0,
                1,
                "CHAP_N=joe",
                proof(challenge, "SHA-256", SECRET),
                "CHAP_I=0x2a",
                "CHAP_C=0b" + Base64.getEncoder().encodeToString(theirs));

        assertEquals("disk", answers.get("CHAP_N"));
        assertEquals(LargeBinary.encode(hash("SHA-256", 42, TARGETS_SECRET, theirs)), answers.get("CHAP_R"));
    }

    /** An initiator that wants to leave the stage before it has proved itself stays in it, and is let in in the end. */
    @Test
    void shouldKeepAnEarlyTransitWaiting() throws LoginFailure {
        LoginAnswer method = dialogue.handle(Dialogue.request(
                true, false, 0, 1, Dialogue.text(Dialogue.with(Dialogue.NORMAL, "AuthMethod=CHAP,None"))));
        assertFalse(method.transit());
        LoginAnswer challenge = dialogue.handle(Dialogue.request(true, false, 0, 1, Dialogue.text("CHAP_A=5")));
        assertFalse(challenge.transit());

        Map<String, String> answers = dialogue.go(
                0, 1, "CHAP_N=joe", proof(Dialogue.keys(challenge), "MD5", SECRET), "CHAP_I=1", "CHAP_C=0x0102030405");

        assertTrue(answers.containsKey("CHAP_R"));
    }

    @Test
    void shouldTakeMethodAndAlgorithmInOneRequest() throws LoginFailure {
        Map<String, String> answers = dialogue.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=CHAP", "CHAP_A=5"));

        assertEquals("CHAP", answers.get("AuthMethod"));
        assertEquals("5", answers.get("CHAP_A"));
    }

    /** RFC 7143 12.1.3; initiators that offer several and always answer with one offer that one first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5,6,7,8; 5",
                "7,6,5; 7",
                "8,5; 8",
                "6,6,5; 6",
                "1,9,255,5,7; 5",
                "0x05,-5,,05,CHAP,99999999999999999999,7,5; 7",
                "' 5,7'; 7"
            })
    void shouldChooseTheFirstAlgorithmOfTheInitiator(String offered, String chosen) throws LoginFailure {
        assertEquals(chosen, challenged(dialogue, offered).get("CHAP_A"));
    }

    @Test
    void shouldFindItsAlgorithmAtTheEndOfALongList() throws LoginFailure {
        assertEquals("6", challenged(dialogue, "99,".repeat(2000) + "6").get("CHAP_A"));
    }

    @Test
    void shouldPassOverAlgorithmsThatAreForbidden() throws LoginFailure {
        Authentication strong = without(ChapAlgorithm.MD5, ChapAlgorithm.SHA1);
        assertEquals(
                "7",
                challenged(new Dialogue(Dialogue.LIMITS, strong), "5,6,7,8").get("CHAP_A"));
        Dialogue weak = new Dialogue(Dialogue.LIMITS, strong);
        weak.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=CHAP"));
        weak.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(0, "CHAP_A=5,6"));
    }

    private static Authentication without(ChapAlgorithm... forbidden) {
        Set<ChapAlgorithm> allowed = EnumSet.complementOf(EnumSet.copyOf(List.of(forbidden)));
        return new Authentication(true, MUTUAL.users(), null, allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9", "05", "", "MD5", "5 "})
    void shouldRefuseAlgorithmsThatItDoesNotHave(String algorithms) throws LoginFailure {
        dialogue.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=CHAP"));
        dialogue.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(0, "CHAP_A=" + algorithms));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CHAP_N=joe; CHAP_R=0x00112233445566778899aabbccddeeff",
                "CHAP_N=jim; GOOD",
                "CHAP_N=JOE; GOOD",
                "CHAP_N=; GOOD",
                "CHAP_N=joe; CHAP_R=0x0011",
                "CHAP_N=joe; CHAP_R=nonsense",
                "CHAP_N=joe; CHAP_R=0x",
                "CHAP_N=joe; CHAP_R=0b====",
                "CHAP_N=joe; CHAP_R=0xgg112233445566778899aabbccddeeff",
                "CHAP_N=joe;",
                "GOOD;"
            })
    void shouldRefuseWhoDoesNotProveItself(String one, String other) throws LoginFailure {
        String good = proof(challenged(dialogue, "5"), "MD5", SECRET);
        String[] keys = {one.replace("GOOD", good), other == null ? "X-none=1" : other.replace("GOOD", good)};

        dialogue.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(true, false, 0, 1, Dialogue.text(keys)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHAP_I=256 CHAP_C=0x0102",
                "CHAP_I=-1 CHAP_C=0x0102",
                "CHAP_I=1 CHAP_C=0x",
                "CHAP_I=1 CHAP_C=12",
                "CHAP_I=1 X-none=1",
                "CHAP_C=0x0102 X-none=1",
                // Its own challenge, which the target must not answer.
                "CHAP_I=1 CHAP_C=0x0102030405060708090a0b0c0d0e0f10"
            })
    void shouldRefuseChallengesThatAreNone(String challenge) throws LoginFailure {
        String good = proof(challenged(dialogue, "5"), "MD5", SECRET);
        dialogue.refused(
                LoginStatus.AUTHENTICATION_FAILURE,
                Dialogue.request(0, Dialogue.with(new String[] {"CHAP_N=joe", good}, challenge.split(" "))));
    }

    @Test
    void shouldRefuseAChallengeOfMoreThan1024Bytes() throws LoginFailure {
        String good = proof(challenged(dialogue, "5"), "MD5", SECRET);
        dialogue.refused(
                LoginStatus.AUTHENTICATION_FAILURE,
                Dialogue.request(0, "CHAP_N=joe", good, "CHAP_I=1", "CHAP_C=0x" + "ab".repeat(1025)));
    }

    @Test
    void shouldRefuseToProveItselfWithoutASecret() throws LoginFailure {
        Dialogue oneWay = new Dialogue(Dialogue.LIMITS, ONE_WAY);
        String good = proof(challenged(oneWay, "5"), "MD5", SECRET);
        oneWay.refused(
                LoginStatus.AUTHENTICATION_FAILURE,
                Dialogue.request(0, "CHAP_N=joe", good, "CHAP_I=1", "CHAP_C=0x0102"));
    }

    @Test
    void shouldRefuseToSkipTheStage() {
        dialogue.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(1, Dialogue.NORMAL));
    }

    @Test
    void shouldRefuseAnInitiatorThatOffersNoMethod() {
        dialogue.refused(
                LoginStatus.AUTHENTICATION_FAILURE,
                Dialogue.request(true, false, 0, 1, Dialogue.text(Dialogue.NORMAL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "KRB5,SRP", "chap", ""})
    void shouldRefuseMethodsThatAreNotChap(String methods) {
        dialogue.refused(
                LoginStatus.AUTHENTICATION_FAILURE,
                Dialogue.request(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=" + methods)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAP_A=5", "CHAP_N=joe", "CHAP_I=1", "CHAP_R=0x00"})
    void shouldRefuseKeysOutOfTurn(String key) throws LoginFailure {
        dialogue.say(0, Dialogue.NORMAL);
        dialogue.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(0, key));
    }

    @Test
    void shouldLetTheInitiatorChooseWhereBothAreAllowed() throws LoginFailure {
        Authentication either = new Authentication(false, MUTUAL.users(), null, ChapAlgorithm.ALL);

        Dialogue none = new Dialogue(Dialogue.LIMITS, either);
        assertEquals(
                "None",
                none.go(0, 1, Dialogue.with(Dialogue.NORMAL, "AuthMethod=None,CHAP"))
                        .get("AuthMethod"));
        assertNull(none.state().user());
        Dialogue chap = new Dialogue(Dialogue.LIMITS, either);
        assertEquals(
                "CHAP",
                chap.say(0, Dialogue.with(Dialogue.NORMAL, "AuthMethod=CHAP,None"))
                        .get("AuthMethod"));
        chap.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(0, "CHAP_A=5", "CHAP_N=joe", "CHAP_R=0x00"));
    }

    @Test
    void shouldAskDiscoveryToo() throws LoginFailure {
        Dialogue discovery = new Dialogue(Dialogue.LIMITS, ONE_WAY);
        discovery.refused(LoginStatus.AUTHENTICATION_FAILURE, Dialogue.request(1, Dialogue.DISCOVERY));
    }

    /** No word of a refusal tells a secret or a proof. */
    @Test
    void shouldNotTellSecrets() throws LoginFailure {
        String proof = proof(challenged(dialogue, "5"), "MD5", "another secret of some length");
        try {
            dialogue.handle(Dialogue.request(0, "CHAP_N=joe", proof));
        } catch (LoginFailure failure) {
            assertFalse(failure.getMessage().contains("secret of"));
            assertFalse(failure.getMessage().contains(proof.substring(9)));
            assertFalse(MUTUAL.toString().contains(SECRET));
            assertFalse(MUTUAL.toString().contains(TARGETS_SECRET));
            return;
        }
        throw new AssertionError("a wrong proof was taken");
    }
}
