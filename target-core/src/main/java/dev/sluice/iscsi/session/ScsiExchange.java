package dev.sluice.iscsi.session;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.transport.Outgoing;
import dev.sluice.iscsi.transport.SendBatch;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;

/**
 * A SCSI command of a session: its task, its data in both directions, and the PDUs that answer it (RFC 7143 11.3, 11.4).
 *
 * <p>Made once, used again and again: {@link #begin}, then {@link #deliver}, then data, then the end, with a status on the wire or, when
 * aborted, without. Owner: the session's loop thread.
 */
final class ScsiExchange extends Outgoing implements TaskTransport, SequencedRequest {
    private enum State {
        IDLE,
        /** Its PDU is not whole. */
        ARRIVING,
        /** It is here, and the device server has not got it. */
        WAITING,
        DELIVERED,
        COMPLETED,
        ENDED
    }

    private final Session session;
    private final ScsiTask task;
    private final CommandRequest request = new CommandRequest();
    private final DataIn dataIn = new DataIn();
    private final DataOut dataOut;
    private final CommandStatus status;
    private final DiscardedDataOut owed = new DiscardedDataOut();
    private State state = State.IDLE;
    /** The connection that it came on and is answered on, RFC 7143 4.2.2. */
    private Connection connection;

    private boolean aborting;
    private AbortProgress abortProgress;
    /** What was sent and may have to be sent again; null at error recovery level 0. */
    private SentData sentData;

    ScsiExchange(Session session) {
        this.session = session;
        this.task = new ScsiTask(this, session.loop(), session.buffers().transfer());
        this.status = new CommandStatus(task, request);
        this.dataOut = new DataOut(this, session.parameters().outstandingR2ts());
    }

    /** Takes over what the header says. */
    void begin(BasicHeader header, Connection arrivingOn) {
        assert state == State.IDLE : state;
        state = State.ARRIVING;
        connection = arrivingOn;
        request.take(header, task);
        request.arrivedNanos(session.loop().nowNanos());
        aborting = false;
        owed.begin();
        status.begin();
        sentData = session.recovers() ? new SentData(session.retainedBytes()) : null;
        dataIn.begin(request.expectedReadLength());
        dataOut.begin(
                request.announcesData(),
                Math.min(request.expectedLength(), session.parameters().firstBurstLength()));
    }

    Session session() {
        return session;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    ScsiTask task() {
        return task;
    }

    CommandStatus status() {
        return status;
    }

    SentData sentData() {
        return sentData;
    }

    /** What was sent has been cut anew, and the response shall say so. */
    void resegmented(int tag) {
        dataIn.renumber(sentData.next());
        status.resegmented(tag);
    }

    DataOut dataOut() {
        return dataOut;
    }

    CommandRequest request() {
        return request;
    }

    @Override
    public int cmdSn() {
        return request.cmdSn();
    }

    /** Whether the device server knows of it and has not finished with it. */
    boolean isDelivered() {
        return state == State.DELIVERED;
    }

    boolean isCompleted() {
        return state == State.COMPLETED && owed.isNothing();
    }

    boolean isArriving() {
        return state == State.ARRIVING;
    }

    boolean wantsDataOut() {
        return request.isWrite()
                && !owed.isOver()
                && !isAborting()
                && (state == State.ARRIVING || state == State.WAITING || state == State.DELIVERED);
    }

    /** Whether the task is on its way to its end. */
    boolean isEnding() {
        return isAborting() || state != State.DELIVERED;
    }

    /** Whether this side, or the device server for another initiator, has aborted it. */
    private boolean isAborting() {
        return aborting || state == State.DELIVERED && task.isAbortRequested();
    }

    /** It is here whole. */
    void waitForTurn() {
        state = State.WAITING;
    }

    @Override
    public void turn() {
        if (aborting) {
            end();
        } else {
            session.deliver(this);
        }
    }

    /** Its PDU will never be whole. */
    void forget() {
        session.commands().remove(this);
        state = State.ENDED;
        recycle();
    }

    @Override
    public void turnLost() {
        end();
    }

    @Override
    public void discarded() {
        forget();
    }

    /** Gives the task to the device server. */
    void deliver() {
        if (status.isImposed()) {
            completed();
            return;
        }
        state = State.DELIVERED;
        request.prepare(task, session.nexus());
        session.scsi().execute(task);
    }

    /** Stops the task; it ends without a status when nothing of it is under way any more. */
    void abort() {
        if (state == State.ARRIVING || state == State.WAITING) {
            // Its CmdSN is its place in the order, which it keeps.
            aborting = true;
        } else if (state == State.DELIVERED && !aborting) {
            aborting = true;
            task.abort();
        } else if (state == State.COMPLETED && (connection == null || !owed.isNothing())) {
            end();
        }
    }

    /** Tells {@code progress} when this command has ended, one way or another. A later function waits in its place too. */
    void whenAborted(AbortProgress progress) {
        AbortProgress earlier = abortProgress;
        abortProgress = earlier == null ? progress : AbortProgress.both(earlier, progress);
    }

    /** Ends a command that the device server has not got with BUSY: the server stops. */
    void refuse() {
        status.imposeBusy();
        completed();
    }

    /** Ends the task with BUSY: there is no memory for it now. */
    void failBusy() {
        if (!isEnding()) {
            status.imposeBusy();
            owed.takeFrom(dataOut);
            abort();
        }
    }

    /** Ends the task because the initiator's data broke the rules; one that has not had its turn ends then. */
    void failDataPhase(DataFault fault) {
        boolean toCome = !aborting && (state == State.ARRIVING || state == State.WAITING);
        if (!toCome && isEnding()) {
            return;
        }
        status.impose(fault);
        owed.takeFrom(dataOut);
        if (!toCome) {
            abort();
        }
    }

    DiscardedDataOut owed() {
        return owed;
    }

    /** The initiator sends nothing more for it. */
    void nothingOwed() {
        owed.clear();
        if (isCompleted()) {
            wantToSend();
        }
    }

    /** A Data-Out PDU has come that is of no use. */
    void dataOutDropped(BasicHeader header) {
        boolean waited = !owed.isNothing();
        owed.came(header);
        if (waited && isCompleted()) {
            wantToSend();
        }
    }

    /** Asks to be encoded; without a connection it stays as it is. */
    void wantToSend() {
        if (connection != null) {
            connection.io().send(this);
        }
    }

    /** The connection is gone, and the task stays. */
    void loseConnection(long nowNanos) {
        connection = null;
        owed.clear();
        request.lostNanos(nowNanos);
    }

    /** Goes on over another connection; false if what the initiator lacks is not held. */
    boolean reassign(Connection to, int expDataSn) {
        if (request.isWrite() && !task.transfersIn()) {
            dataOut.reassigned(sentData.voidR2ts(expDataSn));
        } else if (sentData.prepareFor(to, session, expDataSn)) {
            dataIn.renumber(sentData.next());
            to.io().send(new Retransmission(to.sequence(), sentData.retainDataIn()));
        } else {
            return false;
        }
        connection = to;
        wantToSend();
        return true;
    }

    @Override
    public void dataIn(IoBuffer buffer, int offset, int length) {
        dataIn.add(buffer, offset, length);
        wantToSend();
    }

    @Override
    public boolean acceptsDataIn() {
        return dataIn.accepts();
    }

    @Override
    public void requestDataOut(long length, int pieceBytes) {
        dataOut.request(length, pieceBytes);
    }

    @Override
    public void completed() {
        owed.takeFrom(dataOut);
        if (!session.responseFence().holds(this)) {
            sendStatus();
        }
    }

    /** The status may go out. */
    void sendStatus() {
        state = State.COMPLETED;
        dataOut.release();
        if (owed.isNothing()) {
            wantToSend();
        }
    }

    @Override
    public void aborted() {
        if (status.isImposed()) {
            completed();
        } else {
            end();
        }
    }

    /** Whether the last Data-In PDU may carry the status, RFC 7143 11.7.3. */
    boolean canCollapseStatus() {
        return sentData == null && isCompleted() && status.canGoWithData();
    }

    /** Opens the command window for the next command, because the PDU at hand ends this one; the residual's flags. */
    int endForStatus() {
        session.statusDue(this);
        session.ended(request, session.loop().nowNanos() - request.arrivedNanos());
        state = State.ENDED;
        return status.residualFlags();
    }

    @Override
    protected boolean encode(SendBatch batch) {
        if (!dataOut.encodeRequests(batch) || !dataIn.encode(batch, this)) {
            return false;
        }
        if (isCompleted()) {
            if (!batch.hasRoom()) {
                return false;
            }
            status.encode(batch, this, endForStatus(), dataIn.dataSn(), sentData);
            sentData = null;
        }
        if (state == State.ENDED) {
            recycle();
        }
        return true;
    }

    /** The end without a status. */
    private void end() {
        session.statusDue(this);
        state = State.ENDED;
        dataIn.release();
        dataOut.release();
        if (isQueued()) {
            tellWhoWaits();
        } else {
            recycle();
        }
    }

    /** The connection is gone: what was to be sent is not. */
    @Override
    protected void dropped() {
        if (state != State.ENDED && (connection == null || session.keepsTasksOf(connection))) {
            return;
        }
        dataIn.release();
        if (state == State.COMPLETED) {
            session.statusDue(this);
            state = State.ENDED;
        }
        if (state == State.ENDED) {
            recycle();
        }
    }

    private void recycle() {
        dataIn.release();
        dataOut.release();
        state = State.IDLE;
        connection = null;
        if (sentData != null) {
            sentData.release();
            sentData = null;
        }
        session.recycle(this);
        tellWhoWaits();
    }

    /** Nothing of it will be sent, though it may still be in the line of those who want to send. */
    private void tellWhoWaits() {
        AbortProgress progress = abortProgress;
        abortProgress = null;
        if (progress != null) {
            progress.ended();
        }
    }
}
