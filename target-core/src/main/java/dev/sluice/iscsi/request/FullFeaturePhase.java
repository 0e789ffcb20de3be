package dev.sluice.iscsi.request;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ConnectionPhase;
import dev.sluice.iscsi.connection.ControlData;
import dev.sluice.iscsi.connection.Rejects;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.NopOutPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectReason;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.iscsi.session.CommandOrder;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.DataFault;
import dev.sluice.iscsi.task.DataOut;
import dev.sluice.iscsi.task.OpenCommands;
import dev.sluice.iscsi.task.ScsiExchange;
import dev.sluice.iscsi.transport.PduReceiver;
import dev.sluice.iscsi.transport.SocketIo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The full feature phase of a connection: tells PDUs apart, checks them against the rules, and gives them to whoever they
 * are for (RFC 7143 11). Owner: the connection's loop thread.
 */
public final class FullFeaturePhase implements ConnectionPhase, BufferWaiter {
    private static final Logger LOG = LoggerFactory.getLogger(FullFeaturePhase.class);
    private static final byte[] NO_DATA = {};

    private enum DataGoesTo {
        NOWHERE,
        IMMEDIATE,
        DATA_OUT,
        CONTROL,
        REJECT
    }

    private final Connection connection;
    private final SocketIo io;
    private final Session session;
    private final CommandOrder order;
    private final OpenCommands commands;
    private final CommandRules rules;
    private final PduDeadline deadline;
    private final ControlData control = new ControlData();
    private final Rejects rejects;
    private final IscsiRequests requests;
    private final SnackRequests snacks;

    private DataGoesTo dataGoesTo = DataGoesTo.NOWHERE;
    /** The command that the PDU at hand begins or brings data for. */
    private ScsiExchange command;

    private boolean waitingForBuffer;
    private int immediateLength;
    private boolean ignored;
    private boolean over;
    /** The reason for which the command at hand is rejected, or null. */
    private CommandRejection objection;

    public FullFeaturePhase(Connection connection, Session session, TargetList targets) {
        this.connection = connection;
        this.io = connection.io();
        this.session = session;
        this.order = session.order();
        this.commands = session.commands();
        this.rules = new CommandRules(connection, session);
        this.deadline = new PduDeadline(io, session.keepAlive());
        this.rejects = new Rejects(connection);
        this.requests = new IscsiRequests(connection, session, targets, rejects);
        this.snacks = new SnackRequests(connection, session);
    }

    @Override
    public boolean headerReceived(BasicHeader header) {
        connection.sequence().acknowledged(header.expStatSn());
        if (waitingForBuffer || over) {
            return false;
        }
        ignored = false;
        objection = null;
        return switch (header.opcode()) {
            case Opcode.SCSI_COMMAND -> commandHeader(header);
            case Opcode.DATA_OUT -> dataOutHeader(header);
            case Opcode.NOP_OUT, Opcode.TEXT_REQUEST -> controlHeader(header);
            default -> to(DataGoesTo.NOWHERE);
        };
    }

    private boolean to(DataGoesTo place) {
        dataGoesTo = place;
        return true;
    }

    private boolean commandHeader(BasicHeader header) {
        boolean resumed = dataGoesTo == DataGoesTo.IMMEDIATE;
        if (resumed || !beginCommand(header)) {
            return true;
        }
        if (rules.faultOfUnsolicited(header) != null) {
            return to(DataGoesTo.NOWHERE);
        }
        return header.dataSegmentLength() == 0 || takeImmediateBuffer(header);
    }

    /** False for a command that is dropped, with what follows it in the PDU. */
    private boolean beginCommand(BasicHeader header) {
        command = null;
        if (!header.isImmediate() && !order.isWanted(header.cmdSn())) {
            ignored = true;
            return false;
        }
        objection = rules.objection(header);
        if (objection != null) {
            return false;
        }
        command = commands.begin(header, connection);
        return true;
    }

    private boolean takeImmediateBuffer(BasicHeader header) {
        dataGoesTo = DataGoesTo.IMMEDIATE;
        int length = header.dataSegmentLength();
        IoBuffer buffer = session.buffers().transfer().acquire(length, this);
        if (buffer == null) {
            waitingForBuffer = true;
            immediateLength = length;
            return false;
        }
        command.dataOut().immediate(buffer, length);
        return true;
    }

    @Override
    public void bufferGranted(IoBuffer buffer) {
        waitingForBuffer = false;
        if (io.isClosing()) {
            buffer.release();
        } else {
            command.dataOut().immediate(buffer, immediateLength);
            io.resume();
        }
    }

    private void commandReceived(BasicHeader header, ScsiExchange arrived) {
        if (!arrived.request().isImmediate() && !order.isWanted(arrived.cmdSn())) {
            // It has meanwhile come whole on another connection.
            arrived.discarded();
            return;
        }
        DataFault fault = rules.faultOfUnsolicited(header);
        if (fault != null) {
            fail(arrived, fault);
            if (header.dataSegmentLength() >= ScsiCommandPdu.expectedLength(header)) {
                arrived.owed().nothingComes();
            }
        } else if (arrived.wantsDataOut() && !header.isFinal()) {
            IoBuffer buffer = session.buffers().unsolicited();
            if (buffer == null) {
                io.close("more unsolicited data than the session has commands");
                return;
            }
            arrived.dataOut().coverUnsolicited(buffer);
        }
        arrived.waitForTurn();
        if (arrived.request().isImmediate()) {
            arrived.turn();
        } else {
            order.arrived(arrived);
        }
    }

    private boolean dataOutHeader(BasicHeader header) {
        dataGoesTo = DataGoesTo.NOWHERE;
        command = commands.find(header.initiatorTaskTag());
        if (command == null || !command.wantsDataOut()) {
            command = null;
            return true;
        }
        if (session.recovers() && command.dataOut().isOutOfSequence(header)) {
            command.dataOut().lost(header);
            command = null;
            return true;
        }
        DataFault fault = command.dataOut().check(header);
        if (fault == DataFault.TRANSFER_TAG) {
            return to(DataGoesTo.REJECT);
        }
        if (fault != null) {
            fail(command, fault);
            command = null;
            return true;
        }
        return to(DataGoesTo.DATA_OUT);
    }

    private void fail(ScsiExchange failed, DataFault fault) {
        LOG.warn("{}: Data-Out with {}; the command is ended", connection, fault.words());
        session.journal()
                .dataError(connection.remoteAddress(), "Data-Out with " + fault.words() + "; its command is ended");
        failed.failDataPhase(fault);
    }

    private boolean controlHeader(BasicHeader header) {
        int length = header.dataSegmentLength();
        if (header.opcode() == Opcode.TEXT_REQUEST && length > TextExchange.MAX_COLLECTED) {
            return to(DataGoesTo.REJECT);
        }
        // Data that nobody gets back are not kept.
        boolean isAnswered = header.opcode() != Opcode.NOP_OUT
                || NopOutPdu.isPing(header) && !session.parameters().discovery();
        dataGoesTo = isAnswered ? DataGoesTo.CONTROL : DataGoesTo.NOWHERE;
        return requests.owed().hasRoom();
    }

    @Override
    public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
        if (dataOffset == 0) {
            deadline.begun(connection.lastReceivedNanos());
        }
        int left = header.dataSegmentLength() - dataOffset;
        switch (dataGoesTo) {
            case IMMEDIATE -> receiver.receiveInto(command.dataOut().immediateBuffer(), dataOffset, left);
            case DATA_OUT -> {
                if (command.wantsDataOut()) {
                    DataOut data = command.dataOut();
                    data.destination(receiver, data.received() + dataOffset, left);
                } else {
                    receiver.discard();
                }
            }
            case CONTROL -> control.receive(receiver);
            case NOWHERE, REJECT -> receiver.discard();
        }
    }

    @Override
    public void pduReceived(BasicHeader header) {
        DataGoesTo place = dataGoesTo;
        ScsiExchange current = command;
        command = null;
        dataGoesTo = DataGoesTo.NOWHERE;
        if (header.dataSegmentLength() > 0) {
            deadline.ended();
        }
        if (ignored) {
            return;
        }
        switch (header.opcode()) {
            case Opcode.SCSI_COMMAND -> {
                if (objection != null) {
                    refuse(header);
                } else if (current != null) {
                    commandReceived(header, current);
                }
            }
            case Opcode.DATA_OUT -> {
                connection.dataOutCame();
                if (place == DataGoesTo.DATA_OUT && current.wantsDataOut()) {
                    current.request().dataCame(connection.lastReceivedNanos());
                    current.dataOut().arrived(header);
                } else if (place == DataGoesTo.REJECT) {
                    rejects.send(header, RejectReason.INVALID_PDU_FIELD);
                } else {
                    dropped(header);
                }
            }
            case Opcode.SNACK_REQUEST -> snack(header);
            case Opcode.NOP_OUT, Opcode.TEXT_REQUEST, Opcode.TASK_MANAGEMENT_REQUEST, Opcode.LOGOUT_REQUEST -> {
                if (place == DataGoesTo.REJECT) {
                    rejects.send(header, RejectReason.PROTOCOL_ERROR);
                } else {
                    requests.arrived(header, place == DataGoesTo.CONTROL ? control.take(header) : NO_DATA);
                }
            }
            case Opcode.LOGIN_REQUEST -> rejectAndClose(header, RejectReason.PROTOCOL_ERROR, "login in a session");
            default -> rejects.send(header, RejectReason.COMMAND_NOT_SUPPORTED);
        }
    }

    /** A Data-Out PDU for a task that wants none. */
    private void dropped(BasicHeader header) {
        ScsiExchange debtor = commands.find(header.initiatorTaskTag());
        if (debtor != null) {
            debtor.request().dataCame(connection.lastReceivedNanos());
            debtor.owed().came(header);
        }
        if (header.isFinal()) {
            session.abortedDataOut().ended(header.targetTransferTag());
        }
    }

    @Override
    public void dataDigestFailed(BasicHeader header) {
        ScsiExchange current = command;
        DataGoesTo place = dataGoesTo;
        command = null;
        dataGoesTo = DataGoesTo.NOWHERE;
        deadline.ended();
        control.release();
        LOG.warn("{}: data digest error in a PDU with opcode 0x{}", connection, Integer.toHexString(header.opcode()));
        if (session.recovers() || header.opcode() != Opcode.DATA_OUT) {
            session.journal().dataError(connection.remoteAddress(), "data digest error; the data are to be sent again");
        }
        rejects.send(header, RejectReason.DATA_DIGEST_ERROR);
        if (current != null && header.opcode() == Opcode.SCSI_COMMAND) {
            // To the initiator it has not arrived: it sends it again, with the same CmdSN.
            current.discarded();
        } else if (header.opcode() == Opcode.DATA_OUT) {
            connection.dataOutCame();
            dataOutLost(header, place == DataGoesTo.DATA_OUT ? current : null);
        }
    }

    /** RFC 7143 7.8: the data are asked for again, or, at error recovery level 0, the task ends behind the last of them. */
    private void dataOutLost(BasicHeader header, ScsiExchange loser) {
        boolean wanted = loser != null && loser.wantsDataOut();
        if (wanted && session.recovers()) {
            loser.request().dataCame(connection.lastReceivedNanos());
            loser.dataOut().lost(header);
            return;
        }
        if (wanted) {
            fail(loser, DataFault.DIGEST);
        }
        dropped(header);
    }

    private void snack(BasicHeader header) {
        int outcome = session.recovers() ? snacks.request(header) : RejectReason.SNACK_REJECT;
        if (outcome != SnackRequests.ACCEPTED) {
            rejects.send(header, outcome);
        }
    }

    private void refuse(BasicHeader header) {
        if (objection.isFormatError()) {
            rejectAndClose(header, objection.reason(), objection.words());
        } else {
            LOG.debug("{}: {} is rejected", connection, objection.words());
            rejects.send(header, objection.reason());
        }
    }

    /** The connection ends because of a PDU that shows the initiator to be out of step (RFC 7143 7.7). */
    private void rejectAndClose(BasicHeader header, int reason, String why) {
        over = true;
        rejects.send(header, reason);
        io.closeAfterSending(why);
    }

    @Override
    public void formatError(String reason) {
        session.giveUp(reason);
    }

    @Override
    public void tick(long nowNanos) {
        requests.keepAlive(nowNanos);
        deadline.tick(nowNanos);
    }

    @Override
    public void shutdownRequested(int seconds) {
        requests.askForLogout(seconds);
    }

    @Override
    public void finish() {
        session.finish("the server stops");
    }

    @Override
    public void ended(String reason) {
        LOG.info(
                "{}: session {} of {} from {} ended: {}",
                session.targetName(),
                session.tsih(),
                session.initiatorName(),
                connection,
                reason);
        Ending.run(
                () -> session.journal().connectionEnded(connection.remoteAddress(), reason),
                this::cancelWaiting,
                control::release,
                () -> session.lost(connection));
    }

    private void cancelWaiting() {
        if (waitingForBuffer) {
            waitingForBuffer = false;
            session.buffers().transfer().cancel(this);
        }
    }
}
