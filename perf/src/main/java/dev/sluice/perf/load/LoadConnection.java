package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.R2tPdu;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A session that loads a target. The thread that opens it, and after {@link #attach} one {@link LoadThread}.
 *
 * <p>Each command has a slot, which is its task tag. Its latency counts from its intended start. In an open loop that is its place in the
 * timetable, even if the target was too slow to take it then, so that a stall shows in all commands that it delayed
 * (coordinated omission).
 */
final class LoadConnection implements AutoCloseable {
    private final Workload load;
    private final TargetAddress address;
    private final SocketChannel channel;
    private final boolean headerDigest;
    private final boolean dataDigest;
    private final LoadSendQueue out;
    private final AddressStream addresses;
    private final DataOutSender dataOut;
    private final int blockSize;
    private final long[] intendedStartNs;
    private final int[] freeSlots;
    private int freeCount;
    private int cmdSn;
    private int maxCmdSn;
    private int expStatSn;
    private int nextLun;
    private long started;
    private int number;
    private PduStream stream;
    private LoadCounts counts;
    private Schedule schedule;
    private SelectionKey key;

    /** @param payload the data of writes, at least a block */
    private LoadConnection(
            Workload load, TargetAddress address, SocketChannel channel, Login login, int number, ByteBuffer payload)
            throws IOException, LoadFailure {
        this.load = load;
        this.address = address;
        this.channel = channel;
        cmdSn = login.expCmdSn();
        expStatSn = login.statSn() + 1;
        headerDigest = login.usesDigest("HeaderDigest");
        dataDigest = login.usesDigest("DataDigest");
        out = new LoadSendQueue(payload, headerDigest, dataDigest, LoadSendQueue.bytesFor(load));
        dataOut = new DataOutSender(out, login);
        long commands = Long.MAX_VALUE;
        int bytesOfBlock = 0;
        // Each LUN is asked, so that its unit attentions are over when the load begins.
        for (int lun = 0; lun < load.luns(); lun++) {
            Capacity capacity = Capacity.ask(channel, out, headerDigest, dataDigest, address, lun, cmdSn, expStatSn);
            maxCmdSn = capacity.maxCmdSn();
            cmdSn += capacity.commandsUsed();
            expStatSn += capacity.commandsUsed();
            bytesOfBlock = capacity.blockSize();
            commands = Math.min(commands, capacity.commands(load.regionBytes(), load.blockBytes()));
        }
        blockSize = bytesOfBlock;
        addresses = new AddressStream(commands, load.random(), load.readPercent(), number + 1);
        nextLun = number % load.luns();
        intendedStartNs = new long[load.depth()];
        freeSlots = new int[load.depth()];
        for (int slot = 0; slot < load.depth(); slot++) {
            freeSlots[freeCount++] = slot;
        }
    }

    /** Opens session {@code number} of a load. */
    static LoadConnection open(Workload load, TargetAddress address, String initiator, int number, ByteBuffer payload)
            throws LoadFailure {
        SocketChannel channel = address.connect();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Login login = Login.perform(channel, initiator, address.target(), number, load.digests());
            return new LoadConnection(load, address, channel, login, number, payload);
        } catch (IOException | LoadFailure e) {
            TargetAddress.close(channel);
            throw e instanceof LoadFailure failure
                    ? failure
                    : LoadFailure.noSession("session " + number + " was not opened: " + e.getMessage());
        }
    }

    /**
     * Gives the session to a thread.
     *
     * @param place number among the sessions of the thread, from 0
     * @param area memory of the thread that bytes are received into
     */
    void attach(int place, ByteBuffer area, LoadCounts ofThread, Selector selector) throws IOException {
        number = place;
        stream = new PduStream(area, channel, headerDigest, dataDigest);
        counts = ofThread;
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Starts the commands that are due at the begin of a run. */
    void begin(Schedule times, long now) throws IOException {
        schedule = times;
        send(now);
    }

    /** Receives what has arrived and starts the commands that are due; false if nothing had arrived. */
    boolean turn(long now) throws IOException {
        boolean received = stream.fill();
        if (received) {
            int at;
            while ((at = stream.next()) >= 0) {
                take(stream.area(), at, now);
            }
        }
        send(now);
        return received;
    }

    /** Starts commands that are due, and sends as much as the socket takes. */
    void send(long now) throws IOException {
        boolean sent;
        boolean full;
        do {
            full = !dataOut.send(expStatSn) || beginCommands(now);
            sent = out.isEmpty() || out.flush(channel);
        } while (full && sent);
        int wanted = sent ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** True if a command that is due has no room in the send queue. */
    private boolean beginCommands(long now) {
        while (freeCount > 0 && now < schedule.endNs() && maxCmdSn - cmdSn >= 0) {
            long intendedNs = schedule.isOpenLoop() ? schedule.plannedNs(number, started) : now;
            if (intendedNs > now) {
                return false;
            }
            if (!out.hasRoomFor(load.writtenBytes())) {
                return true;
            }
            sendCommand(intendedNs);
            started++;
            if (!dataOut.send(expStatSn)) {
                return true;
            }
        }
        return false;
    }

    private void sendCommand(long intendedNs) {
        counts.began();
        int slot = freeSlots[--freeCount];
        intendedStartNs[slot] = intendedNs;
        boolean read = addresses.nextIsRead();
        long lun = address.lunField(nextLun);
        nextLun = nextLun + 1 == load.luns() ? 0 : nextLun + 1;
        long lba = addresses.nextAddress() * (load.blockBytes() / blockSize);
        int immediate = read ? 0 : dataOut.immediate(load.blockBytes());
        int unsolicited = read ? 0 : dataOut.unsolicited(load.blockBytes());
        ByteBuffer to = out.staging();
        int flags = (read ? ScsiCommandPdu.READ : ScsiCommandPdu.WRITE)
                | ScsiCommandPdu.SIMPLE
                | (unsolicited == immediate ? BasicHeader.FINAL : 0);
        int at = ByteBufferHeader.begin(to, Opcode.SCSI_COMMAND, flags, immediate);
        to.putLong(at + BasicHeader.LUN_OFFSET, lun)
                .putInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET, slot)
                .putInt(at + ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, load.blockBytes())
                .putInt(at + BasicHeader.CMD_SN_OFFSET, cmdSn++)
                .putInt(at + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn)
                .put(at + ScsiCommandPdu.CDB_OFFSET, (byte) (read ? 0x88 : 0x8a))
                .putLong(at + ScsiCommandPdu.CDB_OFFSET + 2, lba)
                .putInt(at + ScsiCommandPdu.CDB_OFFSET + 10, load.blockBytes() / blockSize);
        out.finish(at, 0, immediate);
        if (unsolicited > immediate) {
            dataOut.add(lun, slot, BasicHeader.NO_TAG, immediate, unsolicited);
        }
    }

    private void take(ByteBuffer in, int at, long now) throws IOException {
        int opcode = ByteBufferHeader.opcode(in, at);
        if (in.getInt(at + BasicHeader.MAX_CMD_SN_OFFSET) - maxCmdSn > 0) {
            maxCmdSn = in.getInt(at + BasicHeader.MAX_CMD_SN_OFFSET);
        }
        switch (opcode) {
            case Opcode.DATA_IN -> {
                if (ByteBufferHeader.hasStatus(in, at)) {
                    complete(in, at, now);
                }
            }
            case Opcode.SCSI_RESPONSE -> complete(in, at, now);
            case Opcode.R2T -> {
                int from = in.getInt(at + R2tPdu.BUFFER_OFFSET_OFFSET);
                dataOut.add(
                        in.getLong(at + BasicHeader.LUN_OFFSET),
                        in.getInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET),
                        in.getInt(at + BasicHeader.TARGET_TRANSFER_TAG_OFFSET),
                        from,
                        from + in.getInt(at + R2tPdu.DESIRED_LENGTH_OFFSET));
            }
            case Opcode.NOP_IN -> answerPing(in, at);
            default -> throw new IOException("unexpected PDU from the target, opcode 0x%02x".formatted(opcode));
        }
    }

    private void complete(ByteBuffer in, int at, long now) {
        expStatSn = in.getInt(at + BasicHeader.STAT_SN_OFFSET) + 1;
        int slot = in.getInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET);
        counts.completed(now - intendedStartNs[slot], ByteBufferHeader.status(in, at) == 0);
        freeSlots[freeCount++] = slot;
    }

    private void answerPing(ByteBuffer in, int at) {
        if (in.getInt(at + BasicHeader.TARGET_TRANSFER_TAG_OFFSET) == BasicHeader.NO_TAG) {
            return;
        }
        int reply = ByteBufferHeader.begin(out.staging(), Opcode.NOP_OUT | BasicHeader.IMMEDIATE, BasicHeader.FINAL, 0);
        out.staging()
                .putLong(reply + BasicHeader.LUN_OFFSET, in.getLong(at + BasicHeader.LUN_OFFSET))
                .putInt(reply + BasicHeader.INITIATOR_TASK_TAG_OFFSET, BasicHeader.NO_TAG)
                .putInt(
                        reply + BasicHeader.TARGET_TRANSFER_TAG_OFFSET,
                        in.getInt(at + BasicHeader.TARGET_TRANSFER_TAG_OFFSET))
                .putInt(reply + BasicHeader.CMD_SN_OFFSET, cmdSn)
                .putInt(reply + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn);
        out.finish(reply, 0, 0);
    }

    @Override
    public void close() {
        TargetAddress.close(channel);
    }
}
