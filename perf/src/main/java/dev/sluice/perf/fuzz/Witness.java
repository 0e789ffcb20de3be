package dev.sluice.perf.fuzz;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * A session that behaves, on a target of its own: writes a block, reads it back and compares, again and again. What it waits for longest
 * and what goes wrong is what the fuzzer does to others. One thread.
 */
final class Witness implements Runnable {
    private static final int BLOCK = 512;
    private static final int BLOCKS = 1024;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int SCSI_RESPONSE = 0x21;
    private static final int DATA_IN = 0x25;
    private static final int NOP_IN = 0x20;
    private static final int UNIT_ATTENTION = 6;

    private final InetSocketAddress address;
    private final String target;
    private final Random random;
    private final SessionState state = new SessionState(0x77);
    private volatile boolean stopping;
    private volatile String fault;
    private volatile long longestNanos;
    private volatile long commands;
    private FuzzConnection connection;
    private ByteBuffer answer;
    private FuzzPdu pong;

    Witness(InetSocketAddress address, String target, long seed) {
        this.address = address;
        this.target = target;
        this.random = new Random(~seed);
    }

    void stop() {
        stopping = true;
    }

    /** What went wrong, or null. */
    String fault() {
        return fault;
    }

    long longestMillis() {
        return longestNanos / 1_000_000;
    }

    @Override
    public String toString() {
        return "%,d commands of the session beside them, the longest %.3f s; %s"
                .formatted(commands, longestNanos / 1e9, fault == null ? "no fault" : fault);
    }

    @Override
    public void run() {
        try (FuzzConnection opened = new FuzzConnection(address, null)) {
            connection = opened;
            FuzzPdu login = state.login("InitiatorName=iqn.2026-11.dev.sluice:witness\0SessionType=Normal\0TargetName="
                    + target + "\0HeaderDigest=None\0DataDigest=None\0MaxRecvDataSegmentLength=65536\0");
            exchange(login);
            if (answer == null || answer.getShort(36) != 0) {
                fault = "its login is refused";
                return;
            }
            byte[] data = new byte[BLOCK];
            while (!stopping) {
                random.nextBytes(data);
                int lba = random.nextInt(BLOCKS);
                command(0x2a, 0x20, lba, data);
                byte[] back = command(0x28, 0x40, lba, new byte[0]);
                if (!Arrays.equals(data, back)) {
                    throw new IOException("block " + lba + " is not what was written");
                }
            }
        } catch (IOException e) {
            fault = String.valueOf(e.getMessage());
        }
    }

    private byte[] command(int opcode, int direction, int lba, byte[] data) throws IOException {
        while (true) {
            FuzzPdu pdu = new FuzzPdu(FuzzPdu.SCSI_COMMAND, FuzzPdu.FINAL | direction | 1)
                    .set(16, state.newTag())
                    .set(20, BLOCK)
                    .set(24, state.cmdSn())
                    .set(28, state.expStatSn())
                    .data(data);
            pdu.header.put(32, (byte) opcode).putInt(34, lba).put(40, (byte) 1);
            exchange(pdu);
            int status = answer.get(3);
            boolean attention = status == 2 && (answer.get(FuzzPdu.HEADER_BYTES + 4) & 0xf) == UNIT_ATTENTION;
            if (!attention) {
                if (status != 0) {
                    throw new IOException("command %02xh ends with status %02xh".formatted(opcode, status));
                }
                byte[] back = new byte[direction == 0x40 ? BLOCK : 0];
                answer.get(FuzzPdu.HEADER_BYTES, back);
                return back;
            }
        }
    }

    private void exchange(FuzzPdu pdu) throws IOException {
        answer = null;
        pdu.seal();
        long start = System.nanoTime();
        boolean open = connection.send(pdu, this::received);
        while (open && answer == null) {
            open = connection.receive(100, this::received);
            if (pong != null) {
                open &= connection.send(pong, this::received);
                pong = null;
            }
            if (System.nanoTime() - start > PATIENCE_MILLIS * 1_000_000L) {
                throw new IOException("no answer within " + PATIENCE_MILLIS / 1000 + " s");
            }
        }
        longestNanos = Math.max(longestNanos, System.nanoTime() - start);
        commands++;
        if (answer == null) {
            throw new IOException("its connection is closed");
        }
    }

    private void received(ByteBuffer pdu) {
        state.received(pdu);
        int opcode = pdu.get(0) & 0x3f;
        boolean status = opcode == SCSI_RESPONSE || opcode == DATA_IN || opcode == 0x23;
        if (status) {
            answer = ByteBuffer.allocate(pdu.remaining()).put(pdu.duplicate()).flip();
        } else if (opcode == NOP_IN && pdu.getInt(20) != FuzzPdu.NO_TAG) {
            pong = new FuzzPdu(FuzzPdu.NOP_OUT | FuzzPdu.IMMEDIATE, FuzzPdu.FINAL)
                    .lun(pdu.getLong(8))
                    .set(16, FuzzPdu.NO_TAG)
                    .set(20, pdu.getInt(20))
                    .set(24, state.cmdSn())
                    .set(28, state.expStatSn());
            pong.seal();
        }
    }
}
