package dev.sluice.iscsi.session;

import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectReason;
import dev.sluice.iscsi.transport.PduReceiver;
import dev.sluice.iscsi.transport.SocketIo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The full feature phase of a connection: tells PDUs apart, checks them against the rules, and gives them to whoever they
 * are for (RFC 7143 11). Owner: the connection's loop thread.
 */
final class FullFeaturePhase implements Phase, BufferWaiter {
    private static final Logger LOG = LoggerFactory.getLogger(FullFeaturePhase.class);
    private static final int MAX_TEXT_SEGMENT = 8192;

    private enum DataGoesTo {
        NOWHERE,
        IMMEDIATE,
        DATA_OUT,
        CONTROL,
        REJECT
    }

    private final LoopSessions sessions;
    private final Connection connection;
    private final SocketIo io;
    private final Session session;
    private final SessionParameters parameters;
    private final ScsiCommandHeader commandFields = new ScsiCommandHeader();
    private final ControlData control;
    private final Rejects rejects;
    private final IscsiRequests requests;
    private final SnackRequests snacks;

    private DataGoesTo dataGoesTo = DataGoesTo.NOWHERE;
    /** The command that the PDU at hand begins or brings data for. */
    private Command command;

    private boolean waitingForBuffer;
    private int immediateLength;
    private boolean ignored;

    FullFeaturePhase(LoopSessions sessions, Connection connection, Session session) {
        this.sessions = sessions;
        this.connection = connection;
        this.io = connection.io();
        this.session = session;
        this.parameters = session.parameters();
        this.control = new ControlData(sessions.controlBuffers(), io);
        this.rejects = new Rejects(connection);
        this.requests = new IscsiRequests(sessions, connection, session, rejects);
        this.snacks = new SnackRequests(connection, session);
    }

    @Override
    public boolean headerReceived(BasicHeader header) {
        connection.sequence().acknowledged(header.expStatSn());
        session.responseFence().acknowledged();
        if (waitingForBuffer) {
            return false;
        }
        ignored = false;
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
        if (faultOfUnsolicited(header) != null) {
            return to(DataGoesTo.NOWHERE);
        }
        return header.dataSegmentLength() == 0 || takeImmediateBuffer(header);
    }

    /** False for a command that is dropped, with what follows it in the PDU. */
    private boolean beginCommand(BasicHeader header) {
        command = null;
        if (!header.isImmediate() && !session.order().isWanted(header.cmdSn())) {
            ignored = true;
            return false;
        }
        commandFields.wrap(header);
        Objection objection = objection(header);
        if (objection != null) {
            rejectAndClose(header, objection.reason(), objection.words());
            return false;
        }
        command = session.commands().begin(header, commandFields, connection);
        return true;
    }

    /** Why a command cannot be taken, or null. */
    private Objection objection(BasicHeader header) {
        if (parameters.discovery()) {
            return Objection.DISCOVERY_SESSION;
        }
        if (header.initiatorTaskTag() == BasicHeader.NO_TAG) {
            return Objection.RESERVED_TAG;
        }
        if (commandFields.hasReservedAttribute()) {
            return Objection.RESERVED_ATTRIBUTE;
        }
        if (session.commands().find(header.initiatorTaskTag()) != null) {
            return Objection.TAG_IN_USE;
        }
        if (header.isImmediate() && session.commands().tooManyImmediate()) {
            return Objection.TOO_MANY_IMMEDIATE;
        }
        if (commandFields.expectedReadLength() < 0) {
            return Objection.BIDIRECTIONAL;
        }
        boolean dataWithoutWrite = header.dataSegmentLength() > 0 && !commandFields.isWrite();
        return dataWithoutWrite ? Objection.DATA_WITHOUT_WRITE : null;
    }

    /** What is wrong with the data that come unasked with a command or are to follow it, or null (RFC 7143 13.10, 13.11). */
    private DataFault faultOfUnsolicited(BasicHeader header) {
        int length = header.dataSegmentLength();
        if (length > 0 && !parameters.immediateData()
                || commandFields.isWrite() && !header.isFinal() && parameters.initialR2T()) {
            return DataFault.UNEXPECTED;
        }
        boolean tooMuch = length > parameters.firstBurstLength() || length > commandFields.expectedLength();
        return tooMuch ? DataFault.AMOUNT : null;
    }

    private boolean takeImmediateBuffer(BasicHeader header) {
        dataGoesTo = DataGoesTo.IMMEDIATE;
        int length = header.dataSegmentLength();
        IoBuffer buffer = session.transferBuffers().acquire(length, this);
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

    private void commandReceived(BasicHeader header, Command arrived) {
        if (!arrived.request().isImmediate() && !session.order().isWanted(arrived.cmdSn())) {
            // It has meanwhile come whole on another connection.
            arrived.forget();
            return;
        }
        commandFields.wrap(header);
        DataFault fault = faultOfUnsolicited(header);
        if (fault != null) {
            fail(arrived, fault);
        } else if (arrived.wantsDataOut() && !header.isFinal()) {
            IoBuffer buffer = session.unsolicitedBuffer();
            if (buffer == null) {
                io.close("more unsolicited data than the session has commands");
                return;
            }
            arrived.dataOut().coverUnsolicited(buffer);
        }
        session.arrived(arrived);
    }

    private boolean dataOutHeader(BasicHeader header) {
        dataGoesTo = DataGoesTo.NOWHERE;
        command = session.commands().find(header.initiatorTaskTag());
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

    private void fail(Command failed, DataFault fault) {
        LOG.warn("{}: Data-Out with {}; the command is ended", connection, fault.words());
        connection
                .decisions()
                .dataError(session, connection, "Data-Out with " + fault.words() + "; its command is ended");
        failed.failDataPhase(fault);
    }

    private boolean controlHeader(BasicHeader header) {
        int length = header.dataSegmentLength();
        if (header.opcode() == Opcode.TEXT_REQUEST && length > MAX_TEXT_SEGMENT) {
            rejectAndClose(header, RejectReason.PROTOCOL_ERROR, "text of " + length + " bytes in one PDU");
            return to(DataGoesTo.NOWHERE);
        }
        dataGoesTo = DataGoesTo.CONTROL;
        return control.prepare(header);
    }

    @Override
    public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
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
            case CONTROL -> control.receive(receiver, header, dataOffset);
            case NOWHERE, REJECT -> receiver.discard();
        }
    }

    @Override
    public void pduReceived(BasicHeader header) {
        DataGoesTo place = dataGoesTo;
        Command current = command;
        command = null;
        dataGoesTo = DataGoesTo.NOWHERE;
        if (ignored) {
            return;
        }
        switch (header.opcode()) {
            case Opcode.SCSI_COMMAND -> {
                if (current != null) {
                    commandReceived(header, current);
                }
            }
            case Opcode.DATA_OUT -> {
                if (place == DataGoesTo.DATA_OUT && current.wantsDataOut()) {
                    current.dataOut().arrived(header);
                } else if (place == DataGoesTo.REJECT) {
                    rejects.send(header, RejectReason.INVALID_PDU_FIELD);
                } else {
                    dropped(header);
                }
            }
            case Opcode.SNACK_REQUEST -> snack(header);
            case Opcode.NOP_OUT, Opcode.TEXT_REQUEST, Opcode.TASK_MANAGEMENT_REQUEST, Opcode.LOGOUT_REQUEST ->
                requests.arrived(header, control.takeBuffer());
            case Opcode.LOGIN_REQUEST -> rejectAndClose(header, RejectReason.PROTOCOL_ERROR, "login in a session");
            default -> rejects.send(header, RejectReason.COMMAND_NOT_SUPPORTED);
        }
    }

    /** A Data-Out PDU for a task that wants none. */
    private void dropped(BasicHeader header) {
        Command debtor = session.commands().find(header.initiatorTaskTag());
        if (debtor != null) {
            debtor.dataOutDropped(header);
        }
        if (header.isFinal()) {
            session.awaitedTransfers().ended(header.targetTransferTag());
        }
    }

    @Override
    public void dataDigestFailed(BasicHeader header) {
        Command current = command;
        DataGoesTo place = dataGoesTo;
        command = null;
        dataGoesTo = DataGoesTo.NOWHERE;
        control.release();
        if (!session.recovers()) {
            rejectAndClose(header, RejectReason.DATA_DIGEST_ERROR, "data digest error");
            return;
        }
        LOG.warn("{}: data digest error in a PDU with opcode 0x{}", connection, Integer.toHexString(header.opcode()));
        connection.decisions().dataError(session, connection, "data digest error; the data are to be sent again");
        rejects.send(header, RejectReason.DATA_DIGEST_ERROR);
        if (place == DataGoesTo.IMMEDIATE) {
            // To the initiator it has not arrived: it sends it again, with the same CmdSN.
            current.forget();
        } else if (place == DataGoesTo.DATA_OUT && current.wantsDataOut()) {
            current.dataOut().lost(header);
        } else if (header.opcode() == Opcode.DATA_OUT) {
            dropped(header);
        }
    }

    private void snack(BasicHeader header) {
        int outcome = session.recovers() ? snacks.request(header) : RejectReason.SNACK_REJECT;
        if (outcome != SnackRequests.ACCEPTED) {
            rejects.send(header, outcome);
        }
    }

    /** At error recovery level 0 what cannot be taken ends the session (RFC 7143 7.1.4). */
    private void rejectAndClose(BasicHeader header, int reason, String why) {
        ignored = true;
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
        connection.decisions().connectionEnded(session, connection, reason);
        if (waitingForBuffer) {
            session.transferBuffers().cancel(this);
            waitingForBuffer = false;
        }
        control.release();
        session.lost(connection);
    }
}
