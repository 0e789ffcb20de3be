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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/**
 * A session that loads a target, on the thread that calls {@link #run}.
 *
 * <p>Each command has a slot, which is its task tag. Its latency counts from the moment when it was meant to start: in an
 * open loop that is its place in the timetable, also where the target was too slow to take it then, so that a stall is
 * seen by all commands that it delayed and not only by those it held (coordinated omission).
 */
final class LoadConnection implements Runnable {
    private static final int LONGEST_MEASURED_SECONDS = 120;
    private static final long DRAIN_NS = 30_000_000_000L;

    private final Workload load;
    private final TargetAddress address;
    private final CyclicBarrier start;
    private final Histogram latencyNs = new Histogram(LONGEST_MEASURED_SECONDS * 1_000_000_000L, 3);
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final PduStream stream;
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
    private long measureFromNs;
    private long endNs;
    private boolean measuring;
    private long errors;
    private Throwable failure;

    LoadConnection(Workload load, TargetAddress address, String initiator, int number, CyclicBarrier start)
            throws IOException {
        this.load = load;
        this.address = address;
        this.start = start;
        channel = SocketChannel.open(address.portal());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Login login = Login.perform(channel, initiator, address.target(), number, load.digests());
        cmdSn = login.expCmdSn();
        expStatSn = login.statSn() + 1;
        boolean headerDigest = login.usesDigest("HeaderDigest");
        boolean dataDigest = login.usesDigest("DataDigest");
        ByteBuffer payload = ByteBuffer.allocateDirect(load.blockBytes() + 3 & ~3);
        byte[] noise = new byte[payload.capacity()];
        ThreadLocalRandom.current().nextBytes(noise);
        payload.put(0, noise);
        out = new LoadSendQueue(payload, headerDigest, dataDigest);
        stream = new PduStream(channel, headerDigest, dataDigest);
        dataOut = new DataOutSender(out, login);
        Capacity capacity = Capacity.ask(channel, stream, out, address, cmdSn, expStatSn);
        maxCmdSn = capacity.maxCmdSn();
        cmdSn += capacity.commandsUsed();
        expStatSn += capacity.commandsUsed();
        blockSize = capacity.blockSize();
        long region = load.regionBytes() == 0 ? capacity.bytes() : Math.min(load.regionBytes(), capacity.bytes());
        addresses = new AddressStream(region / load.blockBytes(), load.random(), load.readPercent(), number + 1);
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
        intendedStartNs = new long[load.depth()];
        freeSlots = new int[load.depth()];
        for (int slot = 0; slot < load.depth(); slot++) {
            freeSlots[freeCount++] = slot;
        }
    }

    @Override
    public void run() {
        try {
            start.await();
            measureFromNs = System.nanoTime() + load.warmUpNs();
            endNs = measureFromNs + load.measureNs();
            drive();
        } catch (Exception e) {
            failure = e;
        } finally {
            close();
        }
    }

    private void drive() throws IOException {
        double periodNs = load.ratePerSecond() == 0 ? 0 : 1e9 / load.ratePerSecond();
        long startNs = System.nanoTime();
        long started = 0;
        long idleSinceNs = startNs;
        while (true) {
            long now = System.nanoTime();
            measuring = now >= measureFromNs && now < endNs;
            long nextNs = now;
            while (freeCount > 0 && now < endNs && maxCmdSn - cmdSn >= 0 && out.hasRoomFor(load.blockBytes())) {
                nextNs = periodNs == 0 ? now : startNs + (long) (started * periodNs);
                if (nextNs > now) {
                    break;
                }
                sendCommand(nextNs);
                started++;
            }
            boolean sent = out.isEmpty() || out.flush(channel);
            if (receive()) {
                idleSinceNs = now;
                continue;
            }
            if (now >= endNs && freeCount == load.depth() || now >= endNs + DRAIN_NS) {
                return;
            }
            long waitNs = nextNs > now ? nextNs - now : Long.MAX_VALUE;
            if (now - idleSinceNs >= load.spinNs()) {
                sleep(sent, Math.min(waitNs, Math.max(endNs - now, 1_000_000)));
            }
        }
    }

    /** Waits for the socket, not past the next start. The last millisecond before a start is polled. */
    private void sleep(boolean sent, long waitNs) throws IOException {
        key.interestOps(sent ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        if (waitNs >= 2_000_000) {
            selector.select(readyKey -> {}, waitNs / 1_000_000 - 1);
        } else {
            Thread.yield();
        }
    }

    private void sendCommand(long intendedNs) {
        int slot = freeSlots[--freeCount];
        intendedStartNs[slot] = intendedNs;
        boolean read = addresses.nextIsRead();
        long lba = addresses.nextAddress() * (load.blockBytes() / blockSize);
        int immediate = read ? 0 : dataOut.immediate(load.blockBytes());
        int unsolicited = read ? 0 : dataOut.unsolicited(load.blockBytes());
        ByteBuffer to = out.staging();
        int flags = (read ? ScsiCommandPdu.READ : ScsiCommandPdu.WRITE)
                | ScsiCommandPdu.SIMPLE
                | (unsolicited == immediate ? BasicHeader.FINAL : 0);
        int at = ByteBufferHeader.begin(to, Opcode.SCSI_COMMAND, flags, immediate);
        to.putLong(at + BasicHeader.LUN_OFFSET, address.lunField())
                .putInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET, slot)
                .putInt(at + ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, load.blockBytes())
                .putInt(at + BasicHeader.CMD_SN_OFFSET, cmdSn++)
                .putInt(at + BasicHeader.EXP_STAT_SN_OFFSET, expStatSn)
                .put(at + ScsiCommandPdu.CDB_OFFSET, (byte) (read ? 0x88 : 0x8a))
                .putLong(at + ScsiCommandPdu.CDB_OFFSET + 2, lba)
                .putInt(at + ScsiCommandPdu.CDB_OFFSET + 10, load.blockBytes() / blockSize);
        out.finish(at, 0, immediate);
        if (unsolicited > immediate) {
            dataOut.send(address.lunField(), slot, BasicHeader.NO_TAG, expStatSn, immediate, unsolicited);
        }
    }

    private boolean receive() throws IOException {
        if (!stream.fill()) {
            return false;
        }
        ByteBuffer in = stream.buffer();
        long now = System.nanoTime();
        int at;
        while ((at = stream.next()) >= 0) {
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
                case Opcode.R2T ->
                    dataOut.send(
                            address.lunField(),
                            in.getInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET),
                            in.getInt(at + BasicHeader.TARGET_TRANSFER_TAG_OFFSET),
                            expStatSn,
                            in.getInt(at + R2tPdu.BUFFER_OFFSET_OFFSET),
                            in.getInt(at + R2tPdu.BUFFER_OFFSET_OFFSET) + in.getInt(at + R2tPdu.DESIRED_LENGTH_OFFSET));
                case Opcode.NOP_IN -> answerPing(in, at);
                default -> throw new IOException("unexpected PDU from the target, opcode 0x%02x".formatted(opcode));
            }
        }
        return true;
    }

    private void complete(ByteBuffer in, int at, long now) {
        expStatSn = in.getInt(at + BasicHeader.STAT_SN_OFFSET) + 1;
        int slot = in.getInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET);
        if (ByteBufferHeader.status(in, at) != 0) {
            errors++;
        }
        if (measuring) {
            latencyNs.recordValue(Math.min(now - intendedStartNs[slot], latencyNs.getHighestTrackableValue()));
        }
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

    private void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    /** The measured latencies in nanoseconds. To be called after the thread has ended. */
    Histogram latencyNs() {
        return latencyNs;
    }

    /** Commands that did not end with status GOOD, those of the warm-up counted. */
    long errors() {
        return errors;
    }

    /** The cause of the connection's end, or null. */
    Throwable failure() {
        return failure;
    }
}
