package dev.sluice.io.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A block device for tests: a loop device over a sparse file. Needs root and losetup; without them the test fails. */
public final class LoopDisk implements AutoCloseable {
    /** The place of "flush I/Os" in a disk's counters (Documentation/block/stat.rst), from 0. */
    private static final int FLUSHES = 15;

    public final Path path;

    private LoopDisk(Path path) {
        this.path = path;
    }

    public static LoopDisk over(Path file, long sizeBytes, int sectorBytes) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(sizeBytes);
        }
        String name = command(
                "losetup",
                "--find",
                "--show",
                "--direct-io=on",
                "--sector-size",
                Integer.toString(sectorBytes),
                file.toString());
        return new LoopDisk(Path.of(name));
    }

    /** The number of flushes that the kernel has sent to this disk: explicit ones, and those of forced writes. */
    public long flushes() throws IOException {
        String counters =
                Files.readString(Path.of("/sys/block", path.getFileName().toString(), "stat"));
        return Long.parseLong(counters.strip().split("\\s+")[FLUSHES]);
    }

    /** Runs a command that must succeed, and returns what it prints. */
    public static String command(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        Process process;
        try {
            process = new ProcessBuilder(all).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(
                    "tests of block devices need " + command[0] + " (Debian: mount, e2fsprogs) and root", e);
        }
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (exitCode(process) != 0) {
            throw new IOException(
                    String.join(" ", all) + " failed; tests of block devices need root and /dev/loop*: " + output);
        }
        return output;
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a command ran", e);
        }
    }

    @Override
    public void close() throws IOException {
        command("losetup", "--detach", path.toString());
    }
}
