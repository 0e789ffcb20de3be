package dev.sluice.io.inventory;

import dev.sluice.io.sys.DiskIoctls;
import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity of a block device: its own name where it has one (WWN, device-mapper or RAID UUID, serial number), with the
 * partition where it is one; otherwise what udev calls it; otherwise one that holds on this host only.
 */
public final class BlockIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(BlockIdentity.class);
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final File BY_ID = new File("/dev/disk/by-id");

    private BlockIdentity() {}

    /**
     * Returns the identity of a block device: 1 to 64 printable ASCII characters. Any thread that may wait for a disk.
     *
     * @param path its node in the file system
     * @param status status of the open device
     * @param sysfs its attributes in the kernel
     */
    public static String of(Path path, FileStatus status, Sysfs sysfs) {
        String disk = ofDisk(sysfs);
        String partition = sysfs.ofDevice("partition");
        if (disk == null) {
            disk = udevName(path);
            partition = null;
        }
        if (disk == null) {
            LOG.warn(
                    "{}: the device has no name of its own (WWN, serial number): its identity is derived from its path and"
                            + " this host",
                    path);
            disk = GeneratedIdentity.derivedFrom(GeneratedIdentity.host() + path.toAbsolutePath());
            partition = null;
        }
        String whole = partition == null ? disk : disk + "-part" + partition;
        return PRINTABLE.matcher(whole).matches() ? whole : GeneratedIdentity.derivedFrom(whole);
    }

    private static String ofDisk(Sysfs sysfs) {
        for (String file : new String[] {"dm/uuid", "md/uuid", "wwid", "device/wwid"}) {
            String name = sysfs.ofDisk(file);
            if (name != null) {
                return name;
            }
        }
        for (String file : new String[] {"serial", "device/serial"}) {
            String serial = sysfs.ofDisk(file);
            if (serial != null) {
                String vendor = sysfs.ofDisk("device/vendor");
                String model = sysfs.ofDisk("device/model");
                return GeneratedIdentity.derivedFrom("serial " + vendor + " " + model + " " + serial);
            }
        }
        return ofLoop(sysfs);
    }

    /** A loop device is the file it is made from. */
    private static String ofLoop(Sysfs sysfs) {
        String backing = sysfs.ofDisk("loop/backing_file");
        if (backing == null) {
            return null;
        }
        try (OpenFile file = OpenFile.open(Path.of(backing), OpenFile.Mode.READ, false, false)) {
            FileStatus status = file.status();
            return GeneratedIdentity.derivedFrom("loop " + DiskIoctls.fileSystem(file) + " " + status.inode() + " "
                    + status.birthNanos() + " " + status.subvolume() + " " + sysfs.ofDisk("loop/offset"));
        } catch (SystemCallException e) {
            return null;
        }
    }

    private static String udevName(Path path) {
        File[] links = BY_ID.listFiles();
        if (links == null) {
            return null;
        }
        Arrays.sort(links);
        for (File link : links) {
            try {
                if (link.toPath().toRealPath().equals(path.toRealPath())) {
                    return link.getName();
                }
            } catch (IOException gone) {
                continue;
            }
        }
        return null;
    }
}
