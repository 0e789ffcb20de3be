package dev.sluice.initiator;

import static dev.sluice.initiator.ProtocolViolation.check;

import java.util.Arrays;

/**
 * A command on its way: takes Data-In, answers R2Ts with Data-Out, and judges numbers, offsets and lengths (RFC 7143
 * 11.4, 11.7, 11.8). Owned by the thread of its session.
 */
public final class InitiatorTask {
    private static final int OVERFLOW = 0x04;
    private static final int UNDERFLOW = 0x02;
    private static final int STATUS_PRESENT = 0x01;

    private final Session session;
    private final ScsiCommand command;
    private final int taskTag;
    private final int cmdSn;
    private final byte[] received;
    private int receivedLength;
    private int dataInCount;
    private int burstLength;
    private boolean burstOpen;
    private int readyToTransferCount;
    private int sentLength;
    private ScsiResult result;

    InitiatorTask(Session session, ScsiCommand command, int taskTag, int cmdSn) {
        this.session = session;
        this.command = command;
        this.taskTag = taskTag;
        this.cmdSn = cmdSn;
        this.received = new byte[command.readLength()];
    }

    public int taskTag() {
        return taskTag;
    }

    public int cmdSn() {
        return cmdSn;
    }

    public boolean isDone() {
        return result != null;
    }

    /** Number of R2Ts received. */
    public int readyToTransferCount() {
        return readyToTransferCount;
    }

    /** Number of Data-In PDUs received. */
    public int dataInCount() {
        return dataInCount;
    }

    /** Its result, or null while it is under way: {@link Session#await} waits for it. */
    public ScsiResult result() {
        return result;
    }

    void sendCommand() {
        Negotiated negotiated = session.negotiated();
        int total = command.dataOut().length;
        int firstBurst = Math.min(negotiated.number("FirstBurstLength"), command.unsolicitedLimit());
        int immediate = 0;
        if (negotiated.isYes("ImmediateData")) {
            int atMost = Math.min(negotiated.number("FirstBurstLength"), session.targetMaxDataLength());
            immediate = Math.min(total, Math.min(atMost, command.immediateLimit()));
        }
        int unsolicited = negotiated.isYes("InitialR2T") ? immediate : Math.max(immediate, Math.min(total, firstBurst));
        Pdu pdu = new Pdu(Opcode.SCSI_COMMAND)
                .flags((command.readLength() > 0 ? 0x40 : 0) | (command.writes() ? 0x20 : 0) | command.attribute())
                .lun(command.lun())
                .taskTag(taskTag)
                .set32(20, command.expectedLength())
                .cmdSn(cmdSn)
                .setBytes(32, Arrays.copyOf(command.cdb(), 16))
                .data(Arrays.copyOf(command.dataOut(), immediate));
        session.send(unsolicited == immediate ? pdu.asFinal() : pdu);
        sentLength = immediate;
        if (unsolicited > immediate) {
            sendDataOut(Pdu.RESERVED_TAG, unsolicited);
        }
    }

    private void sendDataOut(int transferTag, int end) {
        for (int dataSn = 0; sentLength < end; dataSn++) {
            int length = Math.min(session.targetMaxDataLength(), end - sentLength);
            Pdu pdu = new Pdu(Opcode.DATA_OUT)
                    .lun(command.lun())
                    .taskTag(taskTag)
                    .transferTag(transferTag)
                    .set32(36, dataSn)
                    .set32(40, sentLength)
                    .data(Arrays.copyOfRange(command.dataOut(), sentLength, sentLength + length));
            sentLength += length;
            session.send(sentLength == end ? pdu.asFinal() : pdu);
        }
    }

    void onReadyToTransfer(Pdu r2t) {
        int length = r2t.residual();
        check(r2t.dataSn() == readyToTransferCount++, "wrong R2TSN", r2t);
        check(r2t.transferTag() != Pdu.RESERVED_TAG, "R2T without a target transfer tag", r2t);
        check(r2t.bufferOffset() == sentLength, "R2T asks out of order, sent until now: " + sentLength, r2t);
        check(length > 0 && length <= session.negotiated().number("MaxBurstLength"), "wrong R2T length", r2t);
        check(sentLength + length <= command.expectedLength(), "R2T beyond the expected length", r2t);
        check(sentLength + length <= command.dataOut().length, "R2T beyond the data that there is", r2t);
        sendDataOut(r2t.transferTag(), sentLength + length);
    }

    void onDataIn(Pdu dataIn) {
        int length = dataIn.data().length;
        check(dataIn.dataSn() == dataInCount++, "wrong DataSN", dataIn);
        check(dataIn.bufferOffset() == receivedLength, "Data-In out of order, had " + receivedLength, dataIn);
        check(receivedLength + length <= command.expectedLength(), "more data than expected", dataIn);
        System.arraycopy(dataIn.data(), 0, received, receivedLength, length);
        receivedLength += length;
        burstLength += length;
        burstOpen = !dataIn.isFinal();
        check(burstLength <= session.negotiated().number("MaxBurstLength"), "sequence over MaxBurstLength", dataIn);
        if (dataIn.isFinal()) {
            burstLength = 0;
        }
        if ((dataIn.flags() & STATUS_PRESENT) != 0) {
            check(dataIn.isFinal(), "status without the final bit", dataIn);
            finish(dataIn, 0, new byte[0]);
        }
    }

    void onResponse(Pdu response) {
        byte[] data = response.data();
        byte[] sense = {};
        if (data.length >= 2) {
            int senseLength = (data[0] & 0xff) << 8 | data[1] & 0xff;
            check(senseLength <= data.length - 2, "sense length beyond the data", response);
            sense = Arrays.copyOfRange(data, 2, 2 + senseLength);
        }
        check(response.isFinal(), "SCSI response without the final bit", response);
        if (response.get8(2) == 0) {
            check(response.dataSn() == dataInCount, "wrong ExpDataSN", response);
        }
        finish(response, response.get8(2), sense);
    }

    private void finish(Pdu last, int response, byte[] sense) {
        boolean over = (last.flags() & OVERFLOW) != 0;
        boolean under = (last.flags() & UNDERFLOW) != 0;
        check(!burstOpen, "the last Data-In was not final", last);
        check(!(over && under), "both residual bits", last);
        check(over || under || last.residual() == 0, "a residual count without its bit", last);
        result = new ScsiResult(
                response, last.get8(3), sense, Arrays.copyOf(received, receivedLength), over, under, last.residual());
        if (result.isGood() && command.readLength() > 0) {
            int missing = command.expectedLength() - receivedLength;
            check(missing == (under ? last.residual() : 0), missing + " bytes missing are not the residual", last);
        }
    }
}
