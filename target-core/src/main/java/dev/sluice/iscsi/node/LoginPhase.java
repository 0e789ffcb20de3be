package dev.sluice.iscsi.node;

import dev.sluice.io.loop.Ending;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ConnectionPhase;
import dev.sluice.iscsi.connection.ControlData;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.login.ConnectionParameters;
import dev.sluice.iscsi.login.LoginAnswer;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginNegotiation;
import dev.sluice.iscsi.login.LoginRequest;
import dev.sluice.iscsi.login.LoginState;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.LoginStep;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.pdu.LoginRequestPdu;
import dev.sluice.iscsi.pdu.LoginResponsePdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.request.FullFeaturePhase;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.text.TextKeys;
import dev.sluice.iscsi.transport.PduReceiver;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The login phase of a connection, RFC 7143 6.3: feeds the negotiation and makes the session that it ends in. */
public final class LoginPhase implements ConnectionPhase {
    /** Data segments of login requests, RFC 7143 13.12. */
    static final int MAX_DATA_SEGMENT = LoginNegotiation.MAX_TEXT;

    private static final Logger LOG = LoggerFactory.getLogger(LoginPhase.class);
    /** From accept to the last answer, whatever is said meanwhile. */
    private static final int TIME_LIMIT_SECONDS = 15;

    /** From accept, or a request, until the next request has come whole. */
    private static final int STEP_LIMIT_SECONDS = 10;

    /** More than any initiator needs, with text in pieces. */
    public static final int MOST_REQUESTS = 64;

    static {
        // The answer to a failed attempt waits, and is to be sent nevertheless.
        assert LoginThrottle.LONGEST_DELAY_MILLIS < TimeUnit.SECONDS.toMillis(STEP_LIMIT_SECONDS)
                && STEP_LIMIT_SECONDS <= TIME_LIMIT_SECONDS;
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LoopSessions sessions;
    private final Connection connection;
    private final ControlData data = new ControlData();
    private final ConnectionDirectory directory;
    private final LoginNegotiation negotiation;
    private LoginState state = LoginState.START;
    private long steppedNanos;
    private int requests;
    private boolean begun;
    private boolean refused;
    private LoginRequest latest;

    LoginPhase(LoopSessions sessions, Connection connection) {
        this.sessions = sessions;
        this.connection = connection;
        this.directory = new ConnectionDirectory(sessions, connection.portal());
        this.negotiation = new LoginNegotiation(directory, LoginPhase::randomBytes);
        this.steppedNanos = sessions.loop().nowNanos();
    }

    @Override
    public boolean headerReceived(BasicHeader header) {
        if (header.opcode() != Opcode.LOGIN_REQUEST && latest != null) {
            refuse(
                    latest,
                    new LoginFailure(
                            LoginStatus.INVALID_DURING_LOGIN,
                            "PDU with opcode 0x" + Integer.toHexString(header.opcode()) + " during login"));
            return false;
        }
        if (header.opcode() != Opcode.LOGIN_REQUEST) {
            connection.io().close("PDU with opcode 0x" + Integer.toHexString(header.opcode()) + " before login");
            return false;
        }
        return !belongsElsewhere(header);
    }

    /** A session's connections share its loop: one that joins a session of another loop moves there before it says a word. */
    private boolean belongsElsewhere(BasicHeader header) {
        int tsih = LoginRequestPdu.tsih(header);
        LoopSessions owner = tsih == 0 ? sessions : sessions.server().loopOf(tsih);
        if (begun || owner == null || owner == sessions) {
            begun = true;
            return false;
        }
        sessions.loop().execute(() -> moveTo(owner));
        return true;
    }

    private void moveTo(LoopSessions owner) {
        try {
            byte[] received = connection.handOver();
            if (received != null) {
                Ending.run(() -> sessions.forget(connection), () -> owner.adopt(connection.arrival(), received));
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.error("connection of {}: internal error", connection, e);
            connection.io().close("internal error: " + e);
        }
    }

    @Override
    public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
        data.receive(receiver);
    }

    @Override
    public void pduReceived(BasicHeader header) {
        LoginRequest request = LoginRequest.of(header, data.take(header));
        if (refused) {
            return;
        }
        latest = request;
        steppedNanos = sessions.loop().nowNanos();
        if (++requests > MOST_REQUESTS) {
            refuse(
                    request,
                    new LoginFailure(LoginStatus.INITIATOR_ERROR, "more than " + MOST_REQUESTS + " login requests"));
            return;
        }
        connection.sequence().window(new CommandWindow(request.cmdSn(), 1));
        LoginStep step = negotiation.step(state, request);
        state = step.state();
        try {
            if (step.failure() != null) {
                refuse(request, step.failure());
            } else if (step.answer().isLast()) {
                succeed(request, step.answer());
            } else {
                answer(request, step.answer(), 0, () -> {});
            }
        } catch (LoginFailure failure) {
            refuse(request, failure);
        }
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private void succeed(LoginRequest request, LoginAnswer answer) throws LoginFailure {
        SessionParameters agreed = state.session();
        ConnectionParameters parameters = state.connection();
        directory.checkProof(agreed.initiatorName());
        Session session = request.tsih() == 0
                ? sessions.createSession(
                        agreed, directory.portalGroup(), request.cmdSn(), connection, state.user() != null)
                : directory.find(agreed.initiatorName(), request);
        connection.loggedIn(parameters, state.user());
        try {
            enter(session, parameters);
            answer(request, answer, session.tsih(), () -> connection
                    .io()
                    .sendDigests(parameters.headerDigest(), parameters.dataDigest()));
        } catch (RuntimeException | Error e) {
            Ending.run(() -> session.leave(connection), () -> session.giveUpIfEmpty("its login has failed"));
            throw e;
        }
        LOG.info(
                "{}: session {} of {}: connection {} from {}{}",
                session.targetName(),
                session.tsih(),
                agreed.initiatorName(),
                parameters.cid(),
                connection,
                state.user() == null ? "" : ", CHAP user " + state.user());
        session.journal().loggedIn(connection.remoteAddress(), connection.portal(), state.user(), request.tsih() != 0);
        sessions.server().throttle().succeeded(connection.arrival().origin());
    }

    private void enter(Session session, ConnectionParameters parameters) {
        session.join(connection);
        connection.enter(
                new FullFeaturePhase(connection, session, sessions.server().directory()));
        if (!session.parameters().discovery()) {
            connection.known();
        }
        connection
                .io()
                .receiver()
                .negotiated(
                        parameters.headerDigest(),
                        parameters.dataDigest(),
                        parameters.targetMaxRecvDataSegmentLength());
    }

    private void answer(LoginRequest request, LoginAnswer answer, int tsih, Runnable afterEncoding) {
        int flags = LoginResponsePdu.flags(answer.transit(), answer.more(), answer.currentStage(), answer.nextStage());
        connection
                .io()
                .send(response(flags, request, tsih, header -> {})
                        .data(answer.text())
                        .then(afterEncoding));
    }

    private void refuse(LoginRequest request, LoginFailure failure) {
        refused = true;
        LOG.warn(
                "login refused: {} from {}: {} ({})",
                state.initiatorName() == null ? "an initiator without a name" : state.initiatorName(),
                connection,
                failure.getMessage(),
                failure.status());
        sessions.server().loginJournal().loginRefused(connection.remoteAddress(), connection.portal(), state, failure);
        long delayMillis = isAttempt(failure.status())
                ? sessions.server()
                        .throttle()
                        .failed(connection.arrival().origin(), sessions.loop().nowNanos())
                : 0;
        if (delayMillis == 0) {
            sendRefusal(request, failure);
        } else {
            sessions.loop().schedule(() -> sendRefusal(request, failure), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Returns true for a failure that may be an attack by repeated attempts, and is slowed down. */
    private static boolean isAttempt(LoginStatus status) {
        return status == LoginStatus.AUTHENTICATION_FAILURE
                || status == LoginStatus.AUTHORIZATION_FAILURE
                || status == LoginStatus.NOT_FOUND;
    }

    private void sendRefusal(LoginRequest request, LoginFailure failure) {
        if (connection.io().isClosing()) {
            return;
        }
        ControlPdu response = response(
                0,
                request,
                request.tsih(),
                header -> LoginResponsePdu.status(header, failure.status().code()));
        if (failure.targetAddress() != null) {
            response.data(TextKeys.encode(Map.of("TargetAddress", failure.targetAddress())));
        }
        connection.io().send(response);
        connection.io().closeAfterSending("login refused");
    }

    private ControlPdu response(int flags, LoginRequest request, int tsih, Consumer<BasicHeader> fields) {
        return new ControlPdu(connection.sequence(), Opcode.LOGIN_RESPONSE, flags, true, header -> {
            LoginResponsePdu.isid(header.initiatorTaskTag(request.initiatorTaskTag()), request.isid());
            LoginResponsePdu.tsih(header, tsih);
            fields.accept(header);
        });
    }

    @Override
    public void dataDigestFailed(BasicHeader header) {
        throw new AssertionError("no digests during login");
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos - connection.arrival().adoptedNanos() > TimeUnit.SECONDS.toNanos(TIME_LIMIT_SECONDS)) {
            connection.io().close("no login within " + TIME_LIMIT_SECONDS + " s");
        } else if (nowNanos - steppedNanos > TimeUnit.SECONDS.toNanos(STEP_LIMIT_SECONDS)) {
            connection.io().close("no login request within " + STEP_LIMIT_SECONDS + " s");
        }
    }

    @Override
    public void shutdownRequested(int seconds) {
        connection.io().close("the server stops");
    }

    @Override
    public void finish() {
        connection.io().close("the server stops");
    }

    @Override
    public void ended(String reason) {
        data.release();
        if (!refused) {
            LOG.info("connection of {} ended before login: {}", connection, reason);
            sessions.server()
                    .loginJournal()
                    .neverLoggedIn(connection.remoteAddress(), connection.portal(), state, reason);
        }
    }
}
