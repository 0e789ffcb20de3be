package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.text.TextFormatException;
import dev.sluice.iscsi.text.TextKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The initiator's side of a login in tests: says keys, hears answers. One thread. */
final class Dialogue {
    static final String INITIATOR = "iqn.1993-08.org.debian:01:c0ffee";
    static final String STRANGER = "iqn.1993-08.org.debian:01:stranger";
    static final String TARGET = "iqn.2026-01.dev.sluice:disk";
    static final int PORTAL_GROUP = 7;
    static final TargetLimits LIMITS = new TargetLimits(262144, 1048576, 131072, 8, false, true, 1, 0, 2, 20);

    static final String[] NORMAL = {"InitiatorName=" + INITIATOR, "TargetName=" + TARGET, "SessionType=Normal"};
    static final String[] DISCOVERY = {"InitiatorName=" + INITIATOR, "SessionType=Discovery"};

    static final long ISID = 0x00023d000001L;
    static final LoginRequest BLANK = new LoginRequest(false, false, 1, 0, 0, ISID, 0, 0x77, 1, 100, new byte[0]);

    /** The parameters of the session with TSIH 9. */
    static final SessionParameters JOINED = new SessionParameters(
            INITIATOR,
            "",
            ISID,
            false,
            TARGET,
            PORTAL_GROUP,
            65536,
            65536,
            1,
            true,
            true,
            4,
            0,
            2,
            0,
            TaskReporting.RFC3720,
            1);

    private record Directory(TargetLimits limits, Authentication authentication) implements LoginDirectory {
        @Override
        public LoginTarget target(String initiatorName, String targetName) throws LoginFailure {
            if (!targetName.equals(TARGET)) {
                throw new LoginFailure(LoginStatus.NOT_FOUND, "no such target");
            }
            if (initiatorName.equals(STRANGER)) {
                throw new LoginFailure(LoginStatus.AUTHORIZATION_FAILURE, "not for you");
            }
            return new LoginTarget(TARGET, "", PORTAL_GROUP, limits, authentication);
        }

        @Override
        public LoginTarget discovery(String initiatorName) {
            return new LoginTarget("", "", 0, limits, authentication);
        }

        @Override
        public SessionParameters session(String initiatorName, String targetName, LoginRequest first)
                throws LoginFailure {
            if (first.tsih() != 9) {
                throw new LoginFailure(LoginStatus.SESSION_DOES_NOT_EXIST, "no such session");
            }
            return JOINED;
        }
    }

    private final LoginNegotiation negotiation;
    private LoginState state = LoginState.START;

    Dialogue() {
        this(LIMITS);
    }

    Dialogue(TargetLimits limits) {
        this(limits, Authentication.NONE);
    }

    /** Its challenges are bytes of 1, 2, 3 and so on. */
    Dialogue(TargetLimits limits, Authentication authentication) {
        negotiation = new LoginNegotiation(new Directory(limits, authentication), count -> {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) (i + 1);
            }
            return bytes;
        });
    }

    /** One step; what it refuses is thrown. */
    LoginAnswer handle(LoginRequest request) throws LoginFailure {
        LoginState before = state;
        LoginStep step = negotiation.step(before, request);
        state = step.state();
        if (step.failure() != null) {
            throw step.failure();
        }
        return step.answer();
    }

    String initiatorName() {
        return state.initiatorName();
    }

    void returnTo(LoginState earlier) {
        state = earlier;
    }

    LoginState state() {
        return state;
    }

    static String[] with(String[] keys, String... more) {
        String[] all = java.util.Arrays.copyOf(keys, keys.length + more.length);
        System.arraycopy(more, 0, all, keys.length, more.length);
        return all;
    }

    static byte[] text(String... pairs) {
        return pairs.length == 0 ? new byte[0] : (String.join("\0", pairs) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** A request that stays in {@code stage}. */
    static LoginRequest request(int stage, String... pairs) {
        return request(false, false, stage, 0, text(pairs));
    }

    static LoginRequest request(boolean transit, boolean more, int stage, int next, byte[] text) {
        return new LoginRequest(
                transit, more, stage, next, 0, ISID, 0, BLANK.initiatorTaskTag(), BLANK.cid(), BLANK.cmdSn(), text);
    }

    /** Stays in {@code stage}. */
    Map<String, String> say(int stage, String... pairs) throws LoginFailure {
        LoginAnswer answer = handle(request(stage, pairs));
        assertEquals(new LoginAnswer(false, false, stage, 0, answer.text()), answer);
        return keys(answer);
    }

    /** Goes from {@code stage} to {@code next}. */
    Map<String, String> go(int stage, int next, String... pairs) throws LoginFailure {
        LoginAnswer answer = handle(request(true, false, stage, next, text(pairs)));
        assertEquals(new LoginAnswer(true, false, stage, next, answer.text()), answer);
        assertEquals(next == 3, answer.isLast());
        return keys(answer);
    }

    SessionParameters result() {
        return state.session();
    }

    ConnectionParameters connection() {
        return state.connection();
    }

    /** Expects {@code request} to be refused with {@code status}. */
    void refused(LoginStatus status, LoginRequest request) {
        LoginFailure failure = assertThrows(LoginFailure.class, () -> handle(request));
        assertEquals(status, failure.status(), failure.getMessage());
    }

    static Map<String, String> keys(LoginAnswer answer) {
        try {
            return TextKeys.parse(answer.text());
        } catch (TextFormatException e) {
            throw new AssertionError("the target's own text", e);
        }
    }
}
