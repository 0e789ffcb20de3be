package dev.sluice.iscsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.recovery.SentData;
import dev.sluice.iscsi.transport.Outgoing;
import dev.sluice.iscsi.transport.SendBatch;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;

/**
 * A SCSI command of a session: its task, its data in both directions, and the PDUs that answer it (RFC 7143 11.3, 11.4).
 *
 * <p>Made once, used again and again: {@link #begin}, then {@link #deliver}, then data, then the end, with a status on the wire or, when
 * aborted, without. Owner: the session's loop thread.
 */
public final class ScsiExchange extends Outgoing implements TaskTransport, SequencedRequest {
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

    private final TaskSession session;
    private final IoLoop loop;
    private final ItNexus nexus;
    private final ScsiTask task;
    private final CommandRequest request = new CommandRequest();
    private final DataIn dataIn;
    private final DataOut dataOut;
    private final CommandStatus status;
    /** Null at error recovery level 0. */
    private final TaskRecovery recovery;

    private final DiscardedDataOut owed = new DiscardedDataOut(this);
    private State state = State.IDLE;
    /** The connection that it came on and is answered on, RFC 7143 4.2.2. */
    private Connection connection;

    private boolean aborting;
    private AbortProgress abortProgress;

    ScsiExchange(TaskSession session, TaskResources resources) {
        this.session = session;
        this.loop = resources.loop();
        this.nexus = resources.nexus();
        this.task = new ScsiTask(this, loop, resources.buffers().transfer(), resources.loans());
        this.status = new CommandStatus(task, request, resources.statusJournal());
        this.dataIn = new DataIn(resources.parameters().maxBurstLength(), resources.transferTags());
        this.dataOut = new DataOut(this, resources);
        this.recovery = resources.recovers() ? new TaskRecovery(resources, dataIn, dataOut, status) : null;
    }

    /** Takes over what the header says. */
    void begin(BasicHeader header, Connection arrivingOn) {
        assert state == State.IDLE : state;
        state = State.ARRIVING;
        connection = arrivingOn;
        request.take(header, task);
        request.arrivedNanos(loop.nowNanos());
        aborting = false;
        status.begin();
        dataIn.begin(request.expectedReadLength());
        if (request.isWrite()) {
            owed.begin();
            dataOut.begin(request.announcesData(), request.expectedLength());
        }
        if (recovery != null) {
            recovery.begin();
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    public ScsiTask task() {
        return task;
    }

    public CommandStatus status() {
        return status;
    }

    /** The PDUs kept for it until they are acknowledged; null at error recovery level 0. */
    public SentData sentData() {
        return recovery == null ? null : recovery.sent();
    }

    /** The Data-In PDUs were cut anew at a request with the SNACK Tag {@code tag}, and the response says so. */
    public void resegmented(int tag) {
        recovery.resegmented(tag);
    }

    public DataOut dataOut() {
        return dataOut;
    }

    public CommandRequest request() {
        return request;
    }

    @Override
    public int cmdSn() {
        return request.cmdSn();
    }

    /** Returns true if the device server knows of it and has not finished with it. */
    public boolean isDelivered() {
        return state == State.DELIVERED;
    }

    public boolean isCompleted() {
        return state == State.COMPLETED && (!request.isWrite() || owed.isNothing());
    }

    public boolean isArriving() {
        return state == State.ARRIVING;
    }

    public boolean wantsDataOut() {
        return request.isWrite()
                && !owed.isOver()
                && !isAborting()
                && (state == State.ARRIVING || state == State.WAITING || state == State.DELIVERED);
    }

    /** Returns true if the task is on its way to its end. */
    boolean isEnding() {
        return isAborting() || state != State.DELIVERED;
    }

    /** Returns true if this side, or the device server for another initiator, has aborted it. */
    private boolean isAborting() {
        return aborting || state == State.DELIVERED && task.isAbortRequested();
    }

    /** It is here whole. */
    public void waitForTurn() {
        state = State.WAITING;
    }

    @Override
    public void turn() {
        if (aborting) {
            end();
        } else if (session.mayBegin(this)) {
            deliver();
        }
    }

    @Override
    public void turnLost() {
        end();
    }

    /** Its PDU will never be whole, or its connection has ended before its turn: it counts as not arrived. */
    @Override
    public void discarded() {
        session.notArrived(this);
        state = State.ENDED;
        recycle();
    }

    /** Gives the task to the device server. */
    public void deliver() {
        if (status.isImposed()) {
            completed();
            return;
        }
        state = State.DELIVERED;
        request.prepare(task, nexus);
        nexus.execute(task);
    }

    /** Stops the task; it ends without a status when nothing of it is under way any more. */
    public void abort() {
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

    /** Tells {@code progress} when this command has ended. A later function waits in its place too. */
    public void whenAborted(AbortProgress progress) {
        abortProgress = abortProgress == null ? progress : AbortProgress.both(abortProgress, progress);
    }

    /** Ends a command that the device server has not got with BUSY: the server stops. */
    public void refuse() {
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

    /** Ends the task because the initiator's data broke the rules; a task that has not had its turn ends at its turn. */
    public void failDataPhase(DataFault fault) {
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

    public DiscardedDataOut owed() {
        return owed;
    }

    /** Asks to be encoded; without a connection it stays as it is. */
    void wantToSend() {
        if (connection != null) {
            connection.io().send(this);
        }
    }

    /** The connection is gone, and the task stays. */
    public void loseConnection(long nowNanos) {
        connection = null;
        owed.clear();
        request.lostNanos(nowNanos);
    }

    /**
     * Goes on over another connection.
     *
     * @param expDataSn the first Data-In or R2T that the initiator has not got, or 0 for what it has acknowledged
     * @return false if what the initiator lacks is not held
     */
    public boolean reassign(Connection to, int expDataSn) {
        if (!recovery.moveTo(to, expDataSn, request.isWrite() && !task.transfersIn())) {
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
        if (request.isWrite()) {
            owed.takeFrom(dataOut);
        }
        if (!session.holdsStatus(this)) {
            sendStatus();
        }
    }

    /** The status may go out. */
    public void sendStatus() {
        state = State.COMPLETED;
        if (request.isWrite()) {
            dataOut.release();
        }
        if (isCompleted()) {
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

    /** Returns true if the last Data-In PDU may carry the status, RFC 7143 11.7.3. */
    boolean canCollapseStatus() {
        return sentData() == null && isCompleted() && status.canGoWithData();
    }

    /** Opens the command window for the next command, because the PDU at hand ends this one; the residual's flags. */
    int endForStatus() {
        session.statusDue(this);
        session.ended(request, loop.nowNanos() - request.arrivedNanos());
        state = State.ENDED;
        return status.residualFlags();
    }

    @Override
    protected boolean encode(SendBatch batch) {
        if (request.isWrite() && !dataOut.encodeRequests(batch) || !dataIn.encode(batch, this)) {
            return false;
        }
        if (isCompleted()) {
            if (!batch.hasRoom()) {
                return false;
            }
            status.encode(
                    batch,
                    connection.sequence(),
                    endForStatus(),
                    dataIn.dataSn(),
                    recovery == null ? null : recovery.take());
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
        if (request.isWrite()) {
            dataOut.release();
            owed.clear();
        }
        state = State.IDLE;
        connection = null;
        if (recovery != null) {
            recovery.release();
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
