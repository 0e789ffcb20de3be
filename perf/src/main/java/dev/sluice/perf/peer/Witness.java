package dev.sluice.perf.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;

/**
 * A session with a logical unit of its own: writes somewhere, reads that or something else and compares with what it remembers. It wrote
 * all of its part of the disk first. One thread.
 */
public final class Witness extends Observer {
    private static final int BLOCK = 512;
    private static final int PAUSE_MILLIS = 2;
    private static final int ISID_QUALIFIER = 0x77;
    private static final int MOST_FILL = 1 << 16;

    private final InetSocketAddress address;
    private final InetSocketAddress from;
    private final String initiator;
    private final String target;
    private final int lun;
    private final int mostBlocks;
    private final Random random;
    private final byte[] written;
    private PeerSession session;
    private volatile boolean filled;

    /**
     * @param from the address to come from, or null
     * @param bytes of the disk that are used, from the first on
     * @param mostBytes of one command
     */
    public Witness(
            InetSocketAddress address,
            InetSocketAddress from,
            String initiator,
            String target,
            int lun,
            int bytes,
            int mostBytes,
            long seed) {
        super("verified I/O, " + target + " LUN " + lun, PAUSE_MILLIS);
        this.address = address;
        this.from = from;
        this.initiator = initiator;
        this.target = target;
        this.lun = lun;
        this.mostBlocks = mostBytes / BLOCK;
        this.written = new byte[bytes];
        this.random = new Random(~seed + lun);
    }

    /** True once all of its part of the disk is written. Any thread. */
    public boolean isFilled() {
        return filled;
    }

    @Override
    protected Closeable begin() throws IOException {
        session = new PeerSession(address, from, ISID_QUALIFIER + lun);
        try {
            timed(() -> {
                session.login(initiator, target);
                return null;
            });
            if (!filled) {
                random.nextBytes(written);
                for (int at = 0; at < written.length; at += MOST_FILL) {
                    write(at, Math.min(MOST_FILL, written.length - at));
                }
                filled = true;
            }
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    protected void turn() throws IOException {
        int length = someLength();
        int at = somewhere(length);
        byte[] fresh = new byte[length];
        random.nextBytes(fresh);
        System.arraycopy(fresh, 0, written, at, length);
        write(at, length);
        verify(at, length);
        int otherLength = someLength();
        verify(somewhere(otherLength), otherLength);
    }

    private int someLength() {
        return BLOCK * (1 + random.nextInt(random.nextInt(4) == 0 ? mostBlocks : Math.min(16, mostBlocks)));
    }

    private int somewhere(int length) {
        return BLOCK * random.nextInt((written.length - length) / BLOCK + 1);
    }

    private void write(int at, int length) throws IOException {
        byte[] data = Arrays.copyOfRange(written, at, at + length);
        boolean immediate = random.nextBoolean();
        timed(() -> {
            session.write(lun, BLOCK, at / BLOCK, data, immediate);
            return null;
        });
    }

    private void verify(int at, int length) throws IOException {
        byte[] back = timed(() -> session.read(lun, BLOCK, at / BLOCK, length));
        if (!Arrays.equals(back, 0, length, written, at, at + length)) {
            mismatch("%d blocks from block %d are not what was written".formatted(length / BLOCK, at / BLOCK));
        }
    }
}
