package dev.sluice.iscsi.login;

/**
 * The outcome of a request: an answer, or the refusal of the login.
 *
 * @param state after the request
 * @param answer null where the login is refused
 * @param failure null where there is an answer; after a failure the connection must be closed
 */
public record LoginStep(LoginState state, LoginAnswer answer, LoginFailure failure) {}
