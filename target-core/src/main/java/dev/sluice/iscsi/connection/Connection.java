package dev.sluice.iscsi.connection;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.login.ConnectionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.recovery.StatusSequence;
import dev.sluice.iscsi.transport.PduReceiver;
import dev.sluice.iscsi.transport.SocketIo;
import dev.sluice.iscsi.transport.SocketListener;
import dev.sluice.text.AddressText;
import dev.sluice.text.Peer;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.Function;

/** A connection of an initiator: from accept to close, on one loop thread. */
public final class Connection implements SocketListener, Peer {
    private final ConnectionOwner owner;
    private final IoLoop loop;
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

    /**
     * Takes over the socket of {@code arrival}; where it throws, that is still the caller's.
     *
     * @param firstPhase makes the phase that it begins with
     * @param maxDataSegmentLength the longest data segment in that phase, in bytes
     */
    public Connection(
            ConnectionOwner owner,
            IncomingConnection arrival,
            Function<Connection, ConnectionPhase> firstPhase,
            int maxDataSegmentLength) {
        this.arrival = arrival;
        this.owner = owner;
        this.loop = owner.loop();
        this.sequence = new StatusSequence(new CommandWindow(0, 1));
        this.lastReceivedNanos = loop.nowNanos();
        this.dataOutNanos = lastReceivedNanos;
        this.phase = firstPhase.apply(this);
        this.io = new SocketIo(
                owner.transport(),
                arrival.socket(),
                arrival.peer(),
                arrival.localAddress(),
                this,
                maxDataSegmentLength);
    }

    /** Begins to receive, with bytes that have been received already. */
    public void start(byte[] received) {
        io.start(received);
    }

    /**
     * Gives up the socket for another loop. The connection is paused, and has answered nothing yet.
     *
     * @return the bytes received and not passed on; null where the connection is closing, and keeps the socket
     */
    public byte[] handOver() {
        if (io.isClosing()) {
            return null;
        }
        byte[] unread = io.handOver();
        arrival.release();
        return unread;
    }

    IoLoop loop() {
        return loop;
    }

    /** Its socket and its place among strangers. */
    public IncomingConnection arrival() {
        return arrival;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return io.remoteAddress();
    }

    public InetSocketAddress portal() {
        return arrival.portal();
    }

    public SocketIo io() {
        return io;
    }

    public StatusSequence sequence() {
        return sequence;
    }

    /** The agreed parameters; null before the login. */
    public ConnectionParameters parameters() {
        return parameters;
    }

    /** Returns true if the initiator has asked for its end. */
    public boolean isLoggedOut() {
        return loggedOut;
    }

    /** The initiator has asked for its end: it closes when what waits has been sent. */
    public void loggedOut(String how) {
        loggedOut = true;
        io.closeAfterSending(how);
    }

    public void parameters(ConnectionParameters agreed) {
        parameters = agreed;
    }

    /** @param provenUser the CHAP user, or null */
    public void loggedIn(ConnectionParameters agreed, String provenUser) {
        parameters = agreed;
        user = provenUser;
        since = loop.now();
    }

    /** Its session is there: it is a stranger no more. */
    public void known() {
        arrival.known();
        io.known();
    }

    public String user() {
        return user;
    }

    /** The time of its login. */
    public Instant since() {
        return since;
    }

    public void enter(ConnectionPhase next) {
        phase = next;
    }

    public long lastReceivedNanos() {
        return lastReceivedNanos;
    }

    /** Time of the last Data-Out PDU, in nanoseconds of the loop. */
    public long dataOutNanos() {
        return dataOutNanos;
    }

    /** A Data-Out PDU has come. */
    public void dataOutCame() {
        dataOutNanos = lastReceivedNanos;
    }

    public void tick(long nowNanos) {
        phase.tick(nowNanos);
    }

    public void finish() {
        phase.finish();
    }

    public void shutdownRequested(int seconds) {
        phase.shutdownRequested(seconds);
    }

    @Override
    public boolean headerReceived(BasicHeader header) {
        lastReceivedNanos = loop.nowNanos();
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
        Ending.run(() -> phase.ended(reason), () -> owner.forget(this), arrival::end);
    }

    @Override
    public String toString() {
        return AddressText.of(io.remoteAddress());
    }
}
