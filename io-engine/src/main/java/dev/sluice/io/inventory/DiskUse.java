package dev.sluice.io.inventory;

import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The use that this system makes of a file or block device already, as far as it is cheap to know. */
public final class DiskUse {
    /** Age of the known loop devices at most when a file that is open is looked at: there may be thousands. */
    private static final long LOOPS_KNOWN_NANOS = 1_000_000_000;

    private DiskUse() {}

    /** The user of it, for people, or null. The kernel's own refusal (O_EXCL) is what protects block devices; this explains it. */
    public static String of(FileStatus disk) {
        String swap = swap(disk);
        if (swap != null) {
            return swap;
        }
        return disk.isBlockDevice() ? block(disk) : LoopDevices.over(disk, 0);
    }

    /** The user of a file that is open here already, or null. */
    public static String ofOpen(FileStatus file) {
        return LoopDevices.over(file, LOOPS_KNOWN_NANOS);
    }

    private static String block(FileStatus disk) {
        Sysfs sysfs = new Sysfs(disk.deviceMajor(), disk.deviceMinor());
        String backing = sysfs.ofDisk("loop/backing_file");
        if (backing != null && isLocked(Path.of(backing))) {
            return "it is made from " + backing + ", which is served or used otherwise (somebody holds a lock of it)";
        }
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

    private static boolean isLocked(Path file) {
        try (OpenFile look = OpenFile.open(file, OpenFile.Mode.READ, false, false)) {
            return !look.tryLock(false);
        } catch (SystemCallException gone) {
            return false;
        }
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
