package dev.sluice.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A stream that nobody reads, as a full pipe, until it is opened. */
final class BlockedStream extends OutputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);

    void open() {
        open.countDown();
    }

    /** Returns when somebody waits to write. */
    void awaitBlocked() throws InterruptedException {
        blocked.await();
    }

    synchronized String read() {
        return read.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        blocked.countDown();
        boolean isOpen = false;
        while (!isOpen) {
            try {
                open.await();
                isOpen = true;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        synchronized (this) {
            read.write(bytes, offset, length);
        }
    }
}
