package dev.sluice.iscsi.session;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.login.ConnectionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.transport.PduReceiver;
import dev.sluice.iscsi.transport.SocketIo;
import dev.sluice.iscsi.transport.SocketListener;
import dev.sluice.text.AddressText;
import dev.sluice.text.Peer;
import java.net.InetSocketAddress;
import java.time.Instant;

/** A connection of an initiator: from accept to close, on one loop thread. */
final class Connection implements SocketListener, Peer {
    private final LoopSessions sessions;
    private final IncomingConnection arrival;
    private final SocketIo io;
    private final StatusSequence sequence;
    private ConnectionPhase phase;
    private ConnectionParameters parameters;
    private String user;
    private Instant since;
    private boolean loggedOut;
    private long lastReceivedNanos;
    private long dataOutNanos;

    /** Where it throws, {@code arrival} is still the caller's. */
    Connection(LoopSessions sessions, IncomingConnection arrival) {
        this.arrival = arrival;
        this.sessions = sessions;
        this.sequence = new StatusSequence(new CommandWindow(0, 1));
        this.lastReceivedNanos = sessions.loop().nowNanos();
        this.dataOutNanos = lastReceivedNanos;
        this.phase = new LoginPhase(sessions, this);
        this.io = new SocketIo(
                sessions.transport(),
                arrival.socket(),
                arrival.peer(),
                arrival.localAddress(),
                this,
                LoginPhase.MAX_DATA_SEGMENT);
    }

    /** Begins to receive, with bytes that have been received already. */
    void start(byte[] received) {
        io.start(received);
    }

    /** Moves the connection, of which nothing has been answered yet, to another loop. It is paused. */
    void moveTo(LoopSessions other) {
        if (!io.isClosing()) {
            byte[] unread = io.handOver();
            arrival.release();
            Ending.run(() -> sessions.forget(this), () -> other.adopt(arrival, unread));
        }
    }

    IoLoop loop() {
        return sessions.loop();
    }

    /** How it came in. */
    IncomingConnection arrival() {
        return arrival;
    }

    /** Who tells the journal of what happens to it. */
    SessionJournal decisions() {
        return sessions.server().decisions();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return io.remoteAddress();
    }

    InetSocketAddress portal() {
        return arrival.portal();
    }

    SocketIo io() {
        return io;
    }

    StatusSequence sequence() {
        return sequence;
    }

    /** What its login has agreed on; null before. */
    ConnectionParameters parameters() {
        return parameters;
    }

    /** Whether the initiator has asked for its end. */
    boolean isLoggedOut() {
        return loggedOut;
    }

    /** The initiator has asked for its end: it closes when what waits has been sent. */
    void loggedOut(String how) {
        loggedOut = true;
        io.closeAfterSending(how);
    }

    void parameters(ConnectionParameters agreed) {
        parameters = agreed;
    }

    /** @param provenUser whom the login has proven to be, or null */
    void loggedIn(ConnectionParameters agreed, String provenUser) {
        parameters = agreed;
        user = provenUser;
        since = loop().now();
    }

    /** Its session is there: it is a stranger no more. */
    void known() {
        arrival.known();
        io.known();
    }

    String user() {
        return user;
    }

    /** When it logged in. */
    Instant since() {
        return since;
    }

    void enter(ConnectionPhase next) {
        phase = next;
    }

    long lastReceivedNanos() {
        return lastReceivedNanos;
    }

    /** When the last Data-Out PDU came. */
    long dataOutNanos() {
        return dataOutNanos;
    }

    /** A Data-Out PDU has come. */
    void dataOutCame() {
        dataOutNanos = lastReceivedNanos;
    }

    void tick(long nowNanos) {
        phase.tick(nowNanos);
    }

    void finish() {
        phase.finish();
    }

    void shutdownRequested(int seconds) {
        phase.shutdownRequested(seconds);
    }

    @Override
    public boolean headerReceived(BasicHeader header) {
        lastReceivedNanos = sessions.loop().nowNanos();
        boolean accepted = phase.headerReceived(header);
        if (!accepted) {
            io.pause();
        }
        return accepted;
    }

    @Override
    public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
        phase.destination(receiver, header, dataOffset);
    }

    @Override
    public void pduReceived(BasicHeader header) {
        if (!io.isClosing()) {
            phase.pduReceived(header);
        }
    }

    @Override
    public void dataDigestFailed(BasicHeader header) {
        phase.dataDigestFailed(header);
    }

    @Override
    public void streamBroken(String reason) {
        io.close(reason);
    }

    @Override
    public void formatError(String reason) {
        phase.formatError(reason);
        io.close(reason);
    }

    @Override
    public void closed(String reason) {
        Ending.run(() -> phase.ended(reason), () -> sessions.forget(this), arrival::end);
    }

    @Override
    public String toString() {
        return AddressText.of(io.remoteAddress());
    }
}
