package dev.sluice.initiator;

import static dev.sluice.initiator.ProtocolViolation.check;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A session of one connection in full feature phase.
 *
 * <p>One thread uses it: {@link #submit} sends a command, {@link #await} takes PDUs from the target, whichever task they
 * belong to, until that command has ended; {@link #execute} is both. Commands wait until the target's window is open.
 * NOP-Ins that ask for an answer get it while somebody waits, unless {@link #ignoreNopIn} was called.
 */
public final class Session implements AutoCloseable {
    private final PduConnection connection;
    private final Login.Result login;
    private final int cid;
    private final Map<Integer, InitiatorTask> tasks = new HashMap<>();
    private final Map<Integer, Pdu> replies = new HashMap<>();
    private final List<Pdu> asyncMessages = new ArrayList<>();
    private final List<Pdu> rejects = new ArrayList<>();
    private int nextTaskTag = 0x100;
    private int cmdSn;
    private int maxCmdSn;
    private int expStatSn;
    private boolean nopInIgnored;
    private boolean closed;

    private Session(PduConnection connection, LoginOptions options, Login.Result login) {
        this.connection = connection;
        this.login = login;
        this.cid = options.cid();
        this.cmdSn = login.expCmdSn();
        this.maxCmdSn = login.maxCmdSn();
        this.expStatSn = login.expStatSn();
    }

    /** Connects and logs in; throws {@link LoginFailed} where the target says no. */
    public static Session login(InetSocketAddress target, LoginOptions options) {
        return login(new PduConnection(target), options);
    }

    /** Logs in on a connection, which is closed where the target says no. */
    public static Session login(PduConnection connection, LoginOptions options) {
        try {
            Login.Result login = Login.perform(connection, options);
            Negotiated negotiated = login.negotiated();
            connection.useDigests(negotiated.digests("HeaderDigest"), negotiated.digests("DataDigest"));
            String limit = options.operationalKeys().get("MaxRecvDataSegmentLength");
            connection.limitDataLength(limit == null ? 8192 : Integer.parseInt(limit));
            connection.startReader();
            return new Session(connection, options, login);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    public Negotiated negotiated() {
        return login.negotiated();
    }

    /** The session handle that the target gave. */
    public int tsih() {
        return login.tsih();
    }

    public PduConnection connection() {
        return connection;
    }

    /** The CmdSN that the next command will carry. */
    public int nextCmdSn() {
        return cmdSn;
    }

    /** Number of commands that the target would take now. */
    public int window() {
        return maxCmdSn - cmdSn + 1;
    }

    public List<Pdu> asyncMessages() {
        return asyncMessages;
    }

    public List<Pdu> rejects() {
        return rejects;
    }

    public void ignoreNopIn() {
        nopInIgnored = true;
    }

    int targetMaxDataLength() {
        return login.negotiated().number("MaxRecvDataSegmentLength");
    }

    public ScsiResult execute(ScsiCommand command) {
        return await(submit(command));
    }

    /** Sends the command and its unsolicited data, once the window is open. */
    public InitiatorTask submit(ScsiCommand command) {
        while (window() <= 0) {
            pump();
        }
        InitiatorTask task = prepare(command);
        task.sendCommand();
        return task;
    }

    /** Takes a CmdSN for a command that {@link #sendPrepared} sends, maybe behind later ones. */
    public InitiatorTask prepare(ScsiCommand command) {
        InitiatorTask task = new InitiatorTask(this, command, newTaskTag(), cmdSn++);
        tasks.put(task.taskTag(), task);
        return task;
    }

    public void sendPrepared(InitiatorTask task) {
        task.sendCommand();
    }

    public ScsiResult await(InitiatorTask task) {
        while (!task.isDone()) {
            pump();
        }
        return task.result();
    }

    /** A ping: the NOP-In that came for it. */
    public Pdu nop(byte[] data) {
        return awaitReply(sendImmediate(
                new Pdu(Opcode.NOP_OUT).asFinal().transferTag(Pdu.RESERVED_TAG).data(data)));
    }

    /**
     * A task management function (RFC 7143 11.5.1): 1 ABORT TASK, 2 ABORT TASK SET, 5 LOGICAL UNIT RESET, 6 TARGET WARM
     * RESET and so on.
     *
     * @return the response code (11.6.1), 0 for 'complete'
     */
    public int manageTasks(int function, int lun, InitiatorTask referenced) {
        Pdu request = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x80 | function)
                .lun(ScsiCommand.flatLun(lun))
                .transferTag(referenced == null ? Pdu.RESERVED_TAG : referenced.taskTag());
        if (referenced != null) {
            request.set32(32, referenced.cmdSn());
        }
        return awaitReply(sendImmediate(request)).get8(2);
    }

    /** A task that was aborted will not end: its task tag is free again. */
    public void forget(InitiatorTask task) {
        tasks.remove(task.taskTag());
    }

    /** SendTargets (RFC 7143 Appendix C): the pairs of the answer, which may come in several PDUs. */
    public List<Map.Entry<String, String>> sendTargets(String value) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] text = TextKeys.encode(Map.of("SendTargets", value));
        int transferTag = Pdu.RESERVED_TAG;
        while (true) {
            Pdu request = new Pdu(Opcode.TEXT_REQUEST)
                    .asFinal()
                    .transferTag(transferTag)
                    .cmdSn(cmdSn++)
                    .taskTag(newTaskTag())
                    .data(text);
            send(request);
            Pdu response = awaitReply(request.taskTag());
            answer.writeBytes(response.data());
            if (response.isFinal()) {
                return TextKeys.decode(answer.toByteArray());
            }
            transferTag = response.transferTag();
            text = new byte[0];
        }
    }

    /** Closes the session (RFC 7143 11.14, reason 0) and returns the response code. */
    public int logout() {
        Pdu response = awaitReply(
                sendImmediate(new Pdu(Opcode.LOGOUT_REQUEST).flags(0x80).set16(20, cid)));
        closed = true;
        connection.close();
        return response.get8(2);
    }

    /** Sends {@code pdu} with the next ExpStatSN. */
    public void send(Pdu pdu) {
        connection.send(pdu.expStatSn(expStatSn));
    }

    /** Gives {@code pdu} a task tag, marks it for immediate delivery and sends it. */
    public int sendImmediate(Pdu pdu) {
        int taskTag = newTaskTag();
        send(pdu.immediate().taskTag(taskTag).cmdSn(cmdSn));
        return taskTag;
    }

    /** Gives {@code pdu} a task tag and the next CmdSN, and sends it. */
    public int sendInOrder(Pdu pdu) {
        int taskTag = newTaskTag();
        send(pdu.taskTag(taskTag).cmdSn(cmdSn++));
        return taskTag;
    }

    /** The reply to a request other than a SCSI command. */
    public Pdu awaitReply(int taskTag) {
        Pdu reply;
        while ((reply = replies.remove(taskTag)) == null) {
            pump();
        }
        return reply;
    }

    /** True if the reply to a request other than a SCSI command was received, and {@link #reply} has not returned it yet. */
    public boolean hasReply(int taskTag) {
        return replies.containsKey(taskTag);
    }

    /** Takes one PDU from the target and does with it what is to be done. */
    public void pump() {
        Pdu pdu = connection.receive();
        if (pdu == null) {
            throw new ProtocolViolation("the target closed the connection, tasks open: " + tasks.size());
        }
        accountFor(pdu);
        switch (pdu.opcode()) {
            case Opcode.DATA_IN -> taskOf(pdu).onDataIn(pdu);
            case Opcode.READY_TO_TRANSFER -> taskOf(pdu).onReadyToTransfer(pdu);
            case Opcode.SCSI_RESPONSE -> taskOf(pdu).onResponse(pdu);
            case Opcode.NOP_IN -> onNopIn(pdu);
            case Opcode.ASYNC_MESSAGE -> asyncMessages.add(pdu);
            case Opcode.REJECT -> rejects.add(pdu);
            default -> replies.put(pdu.taskTag(), pdu);
        }
        InitiatorTask task = tasks.get(pdu.taskTag());
        if (task != null && task.isDone()) {
            tasks.remove(pdu.taskTag());
        }
    }

    private InitiatorTask taskOf(Pdu pdu) {
        InitiatorTask task = tasks.get(pdu.taskTag());
        check(task != null, "no such task", pdu);
        return task;
    }

    private void onNopIn(Pdu nopIn) {
        if (nopIn.taskTag() != Pdu.RESERVED_TAG) {
            replies.put(nopIn.taskTag(), nopIn);
        } else if (nopIn.transferTag() != Pdu.RESERVED_TAG && !nopInIgnored) {
            send(new Pdu(Opcode.NOP_OUT)
                    .immediate()
                    .asFinal()
                    .lun(nopIn.lun())
                    .taskTag(Pdu.RESERVED_TAG)
                    .transferTag(nopIn.transferTag())
                    .cmdSn(cmdSn));
        }
    }

    /** Checks StatSN and takes over the window: RFC 7143 4.2.2. */
    private void accountFor(Pdu pdu) {
        boolean dataInWithoutStatus = pdu.opcode() == Opcode.DATA_IN && (pdu.flags() & 1) == 0;
        if (!dataInWithoutStatus) {
            check(pdu.statSn() == expStatSn, "StatSN is not " + expStatSn, pdu);
        }
        boolean ping = pdu.opcode() == Opcode.NOP_IN && pdu.taskTag() == Pdu.RESERVED_TAG;
        if (!dataInWithoutStatus && !ping && pdu.opcode() != Opcode.READY_TO_TRANSFER) {
            expStatSn++;
        }
        check(pdu.expCmdSn() - cmdSn <= 0, "ExpCmdSN ahead of what was sent", pdu);
        check(pdu.maxCmdSn() - pdu.expCmdSn() >= -1, "MaxCmdSN below ExpCmdSN - 1", pdu);
        if (pdu.maxCmdSn() - maxCmdSn > 0) {
            maxCmdSn = pdu.maxCmdSn();
        }
    }

    private int newTaskTag() {
        return nextTaskTag++;
    }

    /** Ends the connection without a logout. */
    public void drop() {
        closed = true;
        connection.reset();
    }

    @Override
    public void close() {
        if (!closed) {
            try {
                logout();
            } catch (UncheckedIOException | ProtocolViolation e) {
                closed = true;
                connection.close();
            }
        }
    }
}
