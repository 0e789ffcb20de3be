package dev.sluice.iscsi.login;

import java.util.function.IntFunction;

/**
 * The login of a connection as a function from a state and a request to the next state and an answer (RFC 7143 6.3), without side
 * effects. The directory tells it about targets and sessions; its random bytes become challenges. Any thread that may call the
 * directory.
 */
public final class LoginNegotiation {
    /** The longest data segment of the login phase, RFC 7143 13.12. */
    public static final int MAX_TEXT = 8192;

    private final LoginDirectory directory;
    private final IntFunction<byte[]> random;

    /** @param random returns the given count of random bytes */
    public LoginNegotiation(LoginDirectory directory, IntFunction<byte[]> random) {
        this.directory = directory;
        this.random = random;
    }

    /** Processes the next request. */
    public LoginStep step(LoginState before, LoginRequest request) {
        LoginTurn turn = new LoginTurn(directory, random, before);
        try {
            LoginAnswer answer = turn.answer(request);
            return new LoginStep(turn.state(), answer, null);
        } catch (LoginFailure failure) {
            return new LoginStep(turn.state(), null, failure);
        }
    }
}
