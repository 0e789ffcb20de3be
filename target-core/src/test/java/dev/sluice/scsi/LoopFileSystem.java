package dev.sluice.scsi;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file system for tests, in a file, mounted by a loop device. Needs root and the tools; without them the test fails. */
final class LoopFileSystem implements AutoCloseable {
    private static final long BYTES = 512L << 20;

    final Path root;

    private LoopFileSystem(Path root) {
        this.root = root;
    }

    /**
     * @param type xfs, btrfs or ext4
     * @param folder the folder of its image and mount point
     */
    static LoopFileSystem make(String type, Path folder) throws IOException {
        Path image = folder.resolve("image");
        try (RandomAccessFile sparse = new RandomAccessFile(image.toFile(), "rw")) {
            sparse.setLength(BYTES);
        }
        String debianPackage = Map.of("xfs", "xfsprogs", "btrfs", "btrfs-progs", "ext4", "e2fsprogs")
                .get(type);
        command(debianPackage, "mkfs." + type, "-q", image.toString());
        Path root = Files.createDirectory(folder.resolve("mounted"));
        command("mount", "mount", "-o", "loop", "-t", type, image.toString(), root.toString());
        return new LoopFileSystem(root);
    }

    /**
     * Runs a command that must succeed, and returns what it prints.
     *
     * @param debianPackage the folder that it is in
     */
    static String command(String debianPackage, String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "tests of file systems need " + command[0] + " (Debian: " + debianPackage + ") and root", e);
        }
        String output = new String(process.getInputStream().readAllBytes()).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command)
                        + " failed; tests of file systems need root and /dev/loop*: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a command ran", e);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        command("mount", "umount", root.toString());
    }
}
