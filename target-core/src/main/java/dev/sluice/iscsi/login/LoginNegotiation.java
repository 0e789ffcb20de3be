package dev.sluice.iscsi.login;

import java.util.function.IntFunction;

/**
 * The login of a connection as a function from a state and a request to the next state and an answer (RFC 7143 6.3): nothing else is
 * touched. What it has to know of the world is asked of the directory, and challenges are made of the random bytes that
 * it is given. Any thread that may ask the directory.
 */
public final class LoginNegotiation {
    /** Data segments of the login phase are never longer, RFC 7143 13.12. */
    public static final int MAX_TEXT = 8192;

    private final LoginDirectory directory;
    private final IntFunction<byte[]> random;

    /** @param random gives as many random bytes as it is asked for */
    public LoginNegotiation(LoginDirectory directory, IntFunction<byte[]> random) {
        this.directory = directory;
        this.random = random;
    }

    /** Takes the next request. */
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
