package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.AsyncMessages;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.connection.UnsentResponses;
import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginKeys;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.NopInPdu;
import dev.sluice.iscsi.pdu.NopOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.text.TextFormatException;
import dev.sluice.iscsi.text.TextKeys;
import dev.sluice.iscsi.transport.SocketIo;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** NOP in both directions, text, logout, and the request to log out (RFC 7143 11.9 to 11.19). Owner: the loop thread. */
public final class ControlRequests {
    /** An initiator asks for targets and logs out; one that is still there then may log in again. */
    static final int DISCOVERY_SECONDS = 60;

    private final TargetList targets;
    private final Connection connection;
    private final Session session;
    private final SocketIo io;
    private final SessionParameters parameters;
    private final UnsentResponses owed;
    private final TextExchange text;
    private final ReadingWatch reading;
    private final long pingAfterNanos;
    private final long pingTimeoutNanos;
    private final long sinceNanos;
    private int pingTag = BasicHeader.NO_TAG;
    private long pingSentNanos;
    private long excusedNanos;

    ControlRequests(Connection connection, Session session, TargetList targets, UnsentResponses owed) {
        this.targets = targets;
        this.connection = connection;
        this.session = session;
        this.io = connection.io();
        this.parameters = session.parameters();
        this.owed = owed;
        this.sinceNanos = session.loop().nowNanos();
        this.excusedNanos = sinceNanos;
        this.text = new TextExchange(connection, owed, this::answerKeys);
        KeepAlive keepAlive = session.keepAlive();
        this.pingAfterNanos = TimeUnit.SECONDS.toNanos(keepAlive.afterSeconds());
        this.pingTimeoutNanos = TimeUnit.SECONDS.toNanos(keepAlive.timeoutSeconds());
        this.reading = new ReadingWatch(io, session, pingTimeoutNanos);
    }

    /** Answers a ping with its data, ahead of all else; an answer to our own ping needs none. */
    void nopOut(BasicHeader request, byte[] data) {
        if (NopOutPdu.isAnswer(request)) {
            session.connections().pingAnswered();
        }
        if (!NopOutPdu.isPing(request)) {
            return;
        }
        int tag = request.initiatorTaskTag();
        int most = connection.parameters().initiatorMaxRecvDataSegmentLength();
        byte[] echo = data.length <= most ? data : Arrays.copyOf(data, most);
        ControlPdu answer = new ControlPdu(
                connection.sequence(), Opcode.NOP_IN, BasicHeader.FINAL, true, header -> NopInPdu.answer(header, tag));
        io.sendUrgent(answer.data(echo).owedIn(owed));
    }

    /** Pings an initiator that has been silent, and gives up one that does not answer (RFC 7143 11.19). */
    void keepAlive(long nowNanos) {
        if (parameters.discovery() && nowNanos - sinceNanos > TimeUnit.SECONDS.toNanos(DISCOVERY_SECONDS)) {
            giveUp("a discovery session lasts " + DISCOVERY_SECONDS + " s");
            return;
        }
        boolean pinged = pingTag != BasicHeader.NO_TAG;
        text.expire(nowNanos - pingTimeoutNanos);
        String fault = reading.fault(nowNanos);
        if (fault != null) {
            giveUp(fault);
        } else if (pinged && connection.lastReceivedNanos() - pingSentNanos > 0) {
            pingTag = BasicHeader.NO_TAG;
        } else if (pinged && nowNanos - pingSentNanos > pingTimeoutNanos && mayBeSilent()) {
            pingTag = BasicHeader.NO_TAG;
            excusedNanos = nowNanos;
        } else if (pinged && nowNanos - pingSentNanos > pingTimeoutNanos) {
            giveUp("no answer to NOP-In within " + TimeUnit.NANOSECONDS.toSeconds(pingTimeoutNanos) + " s");
        } else if (!pinged
                && (Math.min(nowNanos - connection.lastReceivedNanos(), nowNanos - excusedNanos) > pingAfterNanos
                        || connection.sequence().isAcknowledgementOverdue())) {
            ping(nowNanos);
        }
    }

    /**
     * Firmware (EDK2, older iPXE) never answers a ping, and sits idle behind a menu. Silence is no reason to end its session while the TCP of
     * its machine acknowledges what is sent, which that of a dead or suspended machine does not.
     */
    private boolean mayBeSilent() {
        return !session.connections().haveAnsweredPings() && io.isAcknowledged();
    }

    private void giveUp(String reason) {
        session.connections().announceEndOf(connection, session.keepsTasksOf(connection));
        io.close(reason);
    }

    private void ping(long nowNanos) {
        int tag = session.transferTags().next();
        pingTag = tag;
        pingSentNanos = nowNanos;
        io.sendUrgent(new ControlPdu(
                connection.sequence(), Opcode.NOP_IN, BasicHeader.FINAL, false, header -> NopInPdu.ping(header, tag)));
    }

    /** The answer to a text request, or null where its Target Transfer Tag is unknown. */
    ControlPdu text(BasicHeader header, byte[] bytes) throws TextFormatException {
        return text.request(header, bytes);
    }

    private byte[] answerKeys(Map<String, String> keys) throws TextFormatException {
        for (String key : keys.keySet()) {
            if (LoginKeys.contains(key)) {
                throw new TextFormatException("key " + key + ", which is negotiated at login only");
            }
        }
        declareLength(keys.remove("MaxRecvDataSegmentLength"));
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        String wanted = keys.remove("SendTargets");
        if (wanted != null) {
            answers.writeBytes(targets.sendTargets(wanted, parameters, io.localAddress()));
        }
        keys.keySet().stream()
                .filter(key -> !key.equals("InitiatorAlias"))
                .forEach(key -> TextKeys.append(answers, key, "NotUnderstood"));
        return answers.toByteArray();
    }

    /** RFC 7143 13.12: what the initiator takes from now on. */
    private void declareLength(String value) throws TextFormatException {
        if (value == null) {
            return;
        }
        int length = LoginKeys.maxRecvDataSegmentLength(value);
        if (length < 0) {
            throw new TextFormatException("MaxRecvDataSegmentLength=" + IscsiName.printable(value));
        }
        connection.parameters(connection.parameters().withInitiatorMaxRecvDataSegmentLength(length));
    }

    /** RFC 7143 11.9.1, event 1. */
    void askForLogout(int seconds) {
        io.sendUrgent(new AsyncMessages(connection).logoutRequest(seconds));
    }
}
