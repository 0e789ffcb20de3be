package dev.sluice.io.inventory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** The attributes of a block device under /sys/dev/block/MAJOR:MINOR. Any thread that may wait for the kernel. */
public final class Sysfs {
    private final Path device;
    private final Path disk;

    /** The attributes of the device with a number, which need not exist. */
    public Sysfs(int major, int minor) {
        this(Path.of("/sys/dev/block/" + major + ":" + minor));
    }

    Sysfs(Path device) {
        this.device = device;
        disk = Files.exists(device.resolve("partition")) ? real(device).getParent() : device;
    }

    /** Returns true where the kernel knows a block device of that number. */
    public static boolean isThere(int major, int minor) {
        return Files.exists(Path.of("/sys/dev/block/" + major + ":" + minor));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** Returns the stripped content of a file of the device itself; null where there is none, or it is empty. */
    public String ofDevice(String file) {
        return read(device.resolve(file));
    }

    /** Returns the stripped content of a file of the whole disk that the device is or lies on; null where there is none. */
    public String ofDisk(String file) {
        return read(disk.resolve(file));
    }

    /** Returns a number of the disk's queue, such as {@code rotational}; 0 where there is none. */
    public long ofQueue(String file) {
        String text = ofDisk("queue/" + file);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The first temperature that the disk's driver measures, in thousandths of a degree Celsius, or null. */
    public String temperature() {
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
