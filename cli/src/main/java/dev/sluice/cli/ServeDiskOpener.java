package dev.sluice.cli;

import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.target.LunDefinition;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the disks of a plan, all of them or none. What is there is opened before anything new is made, so that a mistake
 * in one disk leaves no file behind for another.
 */
final class ServeDiskOpener {
    private final List<DiskArgument> disks;
    private final BackstoreOpener opener;
    private final LunDefinition[] luns;

    private ServeDiskOpener(List<DiskArgument> disks, ServerTuning tuning) {
        this.disks = disks;
        this.opener = new BackstoreOpener(tuning.ioDepth(), tuning.bufferBytes());
        this.luns = new LunDefinition[disks.size()];
    }

    /** The disks as logical units, in their order; whoever gets them closes the devices. */
    static List<LunDefinition> open(List<DiskArgument> disks, ServerTuning tuning) {
        ServeDiskOpener opener = new ServeDiskOpener(disks, tuning);
        try {
            return opener.open();
        } catch (RuntimeException e) {
            opener.closeAll();
            throw e;
        }
    }

    private List<LunDefinition> open() {
        refuseTwins();
        for (int i = 0; i < luns.length; i++) {
            if (!isToBeMade(disks.get(i))) {
                luns[i] = open(disks.get(i));
            }
        }
        for (int i = 0; i < luns.length; i++) {
            if (luns[i] == null) {
                luns[i] = open(disks.get(i));
            }
        }
        return List.of(luns);
    }

    private static boolean isToBeMade(DiskArgument disk) {
        return disk.kind().hasPath() && BackstoreOpener.isToBeMade(disk.backstore());
    }

    private LunDefinition open(DiskArgument disk) {
        try {
            return opener.create(disk.backstore());
        } catch (DeviceOpenException e) {
            throw new UsageException("--disk " + e.getMessage());
        }
    }

    private void refuseTwins() {
        Map<Path, String> seen = new HashMap<>();
        for (DiskArgument disk : disks) {
            if (disk.kind().hasPath()) {
                String twin = seen.putIfAbsent(realPath(disk), disk.path());
                if (twin != null) {
                    throw new UsageException("--disk " + disk.path() + ": is given twice"
                            + (twin.equals(disk.path()) ? "" : ", also as " + twin));
                }
            }
        }
    }

    private static Path realPath(DiskArgument disk) {
        try {
            return path(disk).toRealPath();
        } catch (IOException e) {
            return path(disk).toAbsolutePath().normalize();
        }
    }

    private static Path path(DiskArgument disk) {
        try {
            return Path.of(disk.path());
        } catch (InvalidPathException e) {
            throw new UsageException("--disk " + disk.path() + ": is not a path (" + e.getReason() + ")");
        }
    }

    private void closeAll() {
        for (LunDefinition lun : luns) {
            if (lun != null) {
                lun.device().close();
            }
        }
    }
}
