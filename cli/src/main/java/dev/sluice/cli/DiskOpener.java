package dev.sluice.cli;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.RamDevice;
import dev.sluice.scsi.LogicalUnitSettings;
import dev.sluice.target.LunDefinition;
import java.util.List;

/** Opens the disks of a plan: all of them or none. */
final class DiskOpener {
    private DiskOpener() {}

    static List<LunDefinition> open(List<DiskArgument> disks) {
        return disks.stream().map(DiskOpener::open).toList();
    }

    private static LunDefinition open(DiskArgument disk) {
        if (disk.kind() != DiskArgument.Kind.RAM) {
            throw new UsageException("--disk '" + disk.source() + "': only ram:SIZE can be served so far");
        }
        BlockDevice device = new RamDevice(disk.sizeBytes());
        return new LunDefinition(device, settings(disk, device));
    }

    private static LogicalUnitSettings settings(DiskArgument disk, BlockDevice device) {
        int blockSize = disk.blockBytes() == 0 ? 512 : disk.blockBytes();
        return LogicalUnitSettings.of(blockSize, device.properties().identity())
                .withReadOnly(disk.readOnly())
                .withWriteCache(disk.writeCache())
                .withRemovable(disk.removable())
                .withThin(disk.thin())
                .withSerial(disk.serial());
    }
}
