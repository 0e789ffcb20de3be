package dev.sluice.io.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what the kernel says of block devices under /sys/dev/block/MAJOR:MINOR. */
final class Sysfs {
    private final Path device;
    private final Path disk;

    Sysfs(int major, int minor) {
        device = Path.of("/sys/dev/block/" + major + ":" + minor);
        disk = Files.exists(device.resolve("partition")) ? real(device).getParent() : device;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** The content of a file of the device itself, or null. */
    String ofDevice(String file) {
        return read(device.resolve(file));
    }

    /** The content of a file of the whole disk that the device is or lies on, or null. */
    String ofDisk(String file) {
        return read(disk.resolve(file));
    }

    /** A number of the disk's queue, or 0. */
    long ofQueue(String file) {
        String text = ofDisk("queue/" + file);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What a folder of the device contains. */
    String[] names(String folder) {
        String[] names = device.resolve(folder).toFile().list();
        return names == null ? new String[0] : names;
    }

    static String read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException e) {
            return null;
        }
    }
}
