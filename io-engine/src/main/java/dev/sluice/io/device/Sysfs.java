package dev.sluice.io.device;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads what the kernel says of block devices under /sys/dev/block/MAJOR:MINOR. */
final class Sysfs {
    private final Path device;
    private final Path disk;

    Sysfs(int major, int minor) {
        this(Path.of("/sys/dev/block/" + major + ":" + minor));
    }

    Sysfs(Path device) {
        this.device = device;
        disk = Files.exists(device.resolve("partition")) ? real(device).getParent() : device;
    }

    /** Returns true where the kernel knows a block device of that number. */
    static boolean isThere(int major, int minor) {
        return Files.exists(Path.of("/sys/dev/block/" + major + ":" + minor));
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

    /** The first temperature that the disk's driver measures, in thousandths of a degree Celsius, or null. */
    String temperature() {
        Path hardware = disk.resolve("device");
        return Stream.of(hardware, hardware.resolve("hwmon"))
                .flatMap(folder -> Arrays.stream(Objects.requireNonNullElse(
                        folder.toFile().listFiles((where, name) -> name.startsWith("hwmon")), new File[0])))
                .map(monitor -> read(monitor.toPath().resolve("temp1_input")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The content of a folder of the device. */
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
