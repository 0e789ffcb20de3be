package dev.sluice.io.device;

import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a file or block device is used for by this system already, as far as it is cheap to know. */
public final class DiskUse {
    private DiskUse() {}

    /** What uses it, for people, or null. The kernel's own refusal (O_EXCL) is what protects block devices; this explains it. */
    public static String of(FileStatus disk) {
        String swap = swap(disk);
        if (swap != null) {
            return swap;
        }
        return disk.isBlockDevice() ? block(disk) : loop(disk);
    }

    private static String block(FileStatus disk) {
        Sysfs sysfs = new Sysfs(disk.deviceMajor(), disk.deviceMinor());
        String[] holders = sysfs.names("holders");
        if (holders.length > 0) {
            return "it is part of /dev/" + holders[0] + " (LVM, RAID, or encryption)";
        }
        String number = disk.deviceMajor() + ":" + disk.deviceMinor();
        for (String line : lines("/proc/self/mountinfo")) {
            String[] fields = line.split(" ");
            if (fields.length > 4 && fields[2].equals(number)) {
                return "it is mounted on " + fields[4];
            }
        }
        return null;
    }

    private static String swap(FileStatus disk) {
        for (String line : lines("/proc/swaps")) {
            String name = line.split("\\s+")[0];
            if (name.startsWith("/") && isSame(disk, Path.of(name))) {
                return "it is swap space";
            }
        }
        return null;
    }

    private static String loop(FileStatus file) {
        File[] loops = new File("/sys/block").listFiles((folder, name) -> name.startsWith("loop"));
        if (loops == null) {
            return null;
        }
        for (File loop : loops) {
            // Most are not set up, and it is cheaper to see that than to fail to read: thousands of files may be opened
            // at once.
            File folder = new File(loop, "loop");
            String backing = folder.exists() ? Sysfs.read(folder.toPath().resolve("backing_file")) : null;
            if (backing != null && isSame(file, Path.of(backing))) {
                return "the loop device /dev/" + loop.getName() + " is made from it";
            }
        }
        return null;
    }

    private static boolean isSame(FileStatus disk, Path other) {
        try (OpenFile look = OpenFile.open(other, OpenFile.Mode.LOOK, false, false)) {
            return look.status().isSameAs(disk);
        } catch (SystemCallException gone) {
            return false;
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
