package dev.sluice.cli;

import dev.sluice.config.Backstore;
import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.target.LunDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the disks of a plan, all of them or none. Existing files are opened before a new one is created, so that a mistake in one
 * disk leaves no new file of another behind.
 */
final class ServeDiskOpener {
    private final List<Backstore> disks;
    private final BackstoreOpener opener;
    private final LunDefinition[] luns;

    private ServeDiskOpener(List<Backstore> disks, ServerTuning tuning) {
        this.disks = disks;
        this.opener = new BackstoreOpener(tuning.ioDepth(), tuning.bufferBytes());
        this.luns = new LunDefinition[disks.size()];
    }

    /** The disks as logical units, in their order; the caller closes the devices. */
    static List<LunDefinition> open(List<Backstore> disks, ServerTuning tuning) {
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
            if (!BackstoreOpener.isToBeMade(disks.get(i))) {
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

    private LunDefinition open(Backstore disk) {
        try {
            return opener.create(disk);
        } catch (DeviceOpenException e) {
            boolean isNamed = disk.path() != null || e.getMessage().startsWith(disk.name());
            throw new UsageException("--disk " + (isNamed ? "" : DiskParser.source(disk) + ": ") + e.getMessage());
        }
    }

    private void refuseTwins() {
        Map<Path, String> seen = new HashMap<>();
        for (Backstore disk : disks) {
            if (disk.path() != null) {
                String twin = seen.putIfAbsent(realPath(disk), disk.path());
                if (twin != null) {
                    throw new UsageException("--disk " + disk.path() + ": is given twice"
                            + (twin.equals(disk.path()) ? "" : ", also as " + twin));
                }
            }
        }
    }

    private static Path realPath(Backstore disk) {
        Path path = Path.of(disk.path());
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
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
