package dev.sluice.target;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Random reads and writes of one session, several at a time, checked against a model of the disk in memory.
 *
 * <p>A session touches its own {@link BlockShare} only, and never blocks that another of its commands is busy with, so
 * the model says what every read has to bring. One thread a session; sessions share the model's array.
 */
final class RandomTraffic {
    private record Busy(InitiatorTask task, long block, int count, boolean read) {}

    private final Session session;
    private final int lun;
    private final int blockSize;
    private final int maxBlocks;
    private final BlockShare share;
    private final byte[] model;
    private final SplittableRandom random;
    private final ArrayDeque<Busy> outstanding = new ArrayDeque<>();
    private final BitSet busyBlocks = new BitSet();

    /** @param maxBlocks the longest transfer of a command */
    RandomTraffic(Session session, int lun, int blockSize, int maxBlocks, BlockShare share, byte[] model, long seed) {
        this.session = session;
        this.lun = lun;
        this.blockSize = blockSize;
        this.maxBlocks = maxBlocks;
        this.share = share;
        this.model = model;
        this.random = new SplittableRandom(seed);
    }

    /** Clears the unit attention that a new session meets. */
    static void settle(Session session, int lun) {
        for (int i = 0; i < 8; i++) {
            if (session.execute(ScsiCommand.none(lun, Cdb.testUnitReady())).isGood()) {
                return;
            }
        }
        throw new AssertionError("LUN " + lun + " does not become ready");
    }

    void run(int commands, int depth) {
        settle(session, lun);
        for (int i = 0; i < commands; i++) {
            while (outstanding.size() >= depth) {
                finishOldest();
            }
            if (random.nextInt(64) == 0) {
                extra();
            } else {
                submit();
            }
        }
        while (!outstanding.isEmpty()) {
            finishOldest();
        }
    }

    private void submit() {
        int within = random.nextInt(share.pieceBlocks());
        long block = share.firstBlock(random.nextInt(share.pieces())) + within;
        int longest = Math.min(maxBlocks, share.pieceBlocks() - within);
        // Small ones are the usual case, the longest not rare.
        int count = 1 + random.nextInt(random.nextInt(4) == 0 ? longest : Math.min(longest, 16));
        int nextBusy = busyBlocks.nextSetBit((int) block);
        while (nextBusy >= 0 && nextBusy < block + count) {
            finishOldest();
            nextBusy = busyBlocks.nextSetBit((int) block);
        }
        boolean read = random.nextInt(5) < 2;
        InitiatorTask task = read ? read(block, count) : write(block, count);
        outstanding.add(new Busy(task, block, count, read));
        busyBlocks.set((int) block, (int) block + count);
    }

    private InitiatorTask read(long block, int count) {
        byte[] cdb = random.nextBoolean() ? Cdb.read10(block, count) : Cdb.read16(block, count);
        return session.submit(ScsiCommand.read(lun, cdb, count * blockSize));
    }

    private InitiatorTask write(long block, int count) {
        byte[] data = new byte[count * blockSize];
        random.nextBytes(data);
        System.arraycopy(data, 0, model, (int) block * blockSize, data.length);
        byte[] cdb =
                switch (random.nextInt(4)) {
                    case 0 -> Cdb.write10(block, count);
                    case 1 -> Cdb.write16Fua(block, count);
                    default -> Cdb.write16(block, count);
                };
        ScsiCommand command = ScsiCommand.write(lun, cdb, data);
        if (random.nextInt(3) == 0) {
            int immediate = random.nextInt(data.length + 1);
            command = command.unsolicited(immediate, random.nextInt(immediate, data.length + 1));
        }
        return session.submit(command);
    }

    /** Other requests of an initiator in the middle of data. */
    private void extra() {
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] ping = new byte[random.nextInt(64)];
                random.nextBytes(ping);
                if (!Arrays.equals(ping, session.nop(ping).data())) {
                    throw new AssertionError("the NOP-In does not bring the ping's data back");
                }
            }
            case 1 -> good(session.execute(ScsiCommand.none(lun, Cdb.synchronizeCache10())), "SYNCHRONIZE CACHE");
            default -> good(session.execute(ScsiCommand.none(lun, Cdb.testUnitReady())), "TEST UNIT READY");
        }
    }

    private void finishOldest() {
        Busy busy = outstanding.remove();
        String what = (busy.read ? "read of " : "write of ") + busy.count + " blocks at " + busy.block;
        ScsiResult result = session.await(busy.task);
        good(result, what);
        if (busy.read) {
            compare(result.data(), busy.block, what);
        }
        busyBlocks.clear((int) busy.block, (int) busy.block + busy.count);
    }

    private void compare(byte[] data, long block, String what) {
        int from = (int) block * blockSize;
        int difference = Arrays.mismatch(data, 0, data.length, model, from, from + data.length);
        if (difference >= 0) {
            throw new AssertionError(what + " brings other data than were written, from its byte " + difference);
        }
    }

    private static void good(ScsiResult result, String what) {
        if (!result.isGood()) {
            throw new AssertionError(what + " ended with " + result);
        }
    }

    /** Reads {@code model.length} bytes of the disk in pieces and compares them all. */
    static void verify(Session session, int lun, int blockSize, byte[] model) {
        settle(session, lun);
        int step = Math.min(model.length, 128 * 1024);
        for (int at = 0; at < model.length; at += step) {
            int length = Math.min(step, model.length - at);
            ScsiResult result =
                    session.execute(ScsiCommand.read(lun, Cdb.read16(at / blockSize, length / blockSize), length));
            good(result, "read of " + length + " bytes at byte " + at);
            int difference = Arrays.mismatch(result.data(), 0, length, model, at, at + length);
            if (difference >= 0) {
                throw new AssertionError("byte " + (at + difference) + " of the disk is not what was written");
            }
        }
    }
}
