package dev.sluice.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a state directory to one daemon: two that write the same reservations would each know half of them. The kernel gives it back when
 * the process ends, however it ends. One thread.
 */
final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a directory.
     *
     * @param directory made where it is not there; null for none
     * @throws IOException if another has it, or it cannot be written to
     */
    static StateLock take(Path directory) throws IOException {
        if (directory == null) {
            return new StateLock(null);
        }
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new StateLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another daemon of this process has it.
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another daemon runs, with the state in " + directory
                + ": end that one, or give this one a --state-dir of its own");
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It ends with the process.
        }
    }
}
