package dev.sluice.iscsi.login;

/**
 * What a request has led to: an answer, or the refusal of the login.
 *
 * @param state after the request
 * @param answer null where the login is refused
 * @param failure null where there is an answer; after it the connection is to be closed
 */
public record LoginStep(LoginState state, LoginAnswer answer, LoginFailure failure) {}
