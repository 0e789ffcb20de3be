package dev.sluice.initiator;

import static dev.sluice.initiator.ProtocolViolation.check;

import java.net.InetSocketAddress;

/**
 * A connection in full feature phase, PDU by PDU: whoever uses it gives the numbers, but for ExpStatSN, which follows what
 * {@link #receive} has seen. One thread.
 */
public final class RawConnection implements AutoCloseable {
    private final PduConnection connection;
    private final Login.Result login;
    private int expStatSn;

    private RawConnection(PduConnection connection, Login.Result login) {
        this.connection = connection;
        this.login = login;
        this.expStatSn = login.expStatSn();
    }

    /** Connects and logs in; throws {@link LoginFailed} where the target says no. */
    public static RawConnection login(InetSocketAddress target, LoginOptions options) {
        return login(new PduConnection(target), options);
    }

    /** Logs in on a connection, which is closed where the target says no. */
    public static RawConnection login(PduConnection connection, LoginOptions options) {
        try {
            Login.Result login = Login.perform(connection, options);
            Negotiated negotiated = login.negotiated();
            connection.useDigests(negotiated.digests("HeaderDigest"), negotiated.digests("DataDigest"));
            connection.limitDataLength(
                    Integer.parseInt(options.operationalKeys().get("MaxRecvDataSegmentLength")));
            connection.startReader();
            return new RawConnection(connection, login);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    public int tsih() {
        return login.tsih();
    }

    public Negotiated negotiated() {
        return login.negotiated();
    }

    /** The CmdSN that the session expected when this connection had logged in. */
    public int expCmdSn() {
        return login.expCmdSn();
    }

    /** The StatSN of the next status. */
    public int expStatSn() {
        return expStatSn;
    }

    /** Says from now on that it expects {@code value}. */
    public void expStatSn(int value) {
        expStatSn = value;
    }

    public PduConnection connection() {
        return connection;
    }

    /** Sends with the ExpStatSN of now. */
    public void send(Pdu pdu) {
        connection.send(pdu.expStatSn(expStatSn));
    }

    /** The next PDU but for those that tell of the window alone, or null at the end; a status moves ExpStatSN on. */
    public Pdu receive() {
        Pdu pdu;
        do {
            pdu = receiveAny();
        } while (pdu != null && isAboutTheWindow(pdu));
        return pdu;
    }

    private static boolean isAboutTheWindow(Pdu pdu) {
        return pdu.opcode() == Opcode.NOP_IN
                && pdu.taskTag() == Pdu.RESERVED_TAG
                && pdu.transferTag() == Pdu.RESERVED_TAG;
    }

    /** The next PDU, whatever it is. */
    public Pdu receiveAny() {
        Pdu pdu = connection.receive();
        if (pdu != null && takesStatSn(pdu)) {
            if (pdu.statSn() == expStatSn) {
                expStatSn++;
            }
        }
        return pdu;
    }

    /** The next PDU, which must be of that kind. */
    public Pdu receive(int opcode) {
        Pdu pdu = receive();
        if (pdu == null) {
            throw new ProtocolViolation("the target closed the connection");
        }
        check(pdu.opcode() == opcode, "another opcode than " + opcode, pdu);
        return pdu;
    }

    /** An answer to a ping: all that the target had to do with what was sent before has been begun. */
    public void roundTrip(int tag, int cmdSn) {
        send(new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(tag)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(cmdSn));
        check(receive(Opcode.NOP_IN).taskTag() == tag, "another ping's answer", new Pdu(Opcode.NOP_IN));
    }

    private static boolean takesStatSn(Pdu pdu) {
        return switch (pdu.opcode()) {
            case Opcode.DATA_IN -> (pdu.flags() & 1) != 0;
            case Opcode.READY_TO_TRANSFER -> false;
            case Opcode.NOP_IN -> pdu.taskTag() != Pdu.RESERVED_TAG;
            default -> true;
        };
    }

    @Override
    public void close() {
        connection.close();
    }
}
