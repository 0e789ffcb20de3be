package dev.sluice.cli;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.NullDevice;
import dev.sluice.io.device.RamDevice;
import dev.sluice.scsi.LogicalUnitSettings;
import dev.sluice.target.LunDefinition;
import java.util.List;
import java.util.UUID;

/** Opens the disks of a plan: all of them or none. */
final class DiskOpener {
    private DiskOpener() {}

    static List<LunDefinition> open(List<DiskArgument> disks) {
        return disks.stream().map(DiskOpener::open).toList();
    }

    private static LunDefinition open(DiskArgument disk) {
        String identity = UUID.randomUUID().toString();
        BlockDevice device =
                switch (disk.kind()) {
                    case RAM -> new RamDevice(disk.sizeBytes(), identity);
                    case NULL -> new NullDevice(disk.sizeBytes(), identity);
                    case PATH ->
                        throw new UsageException(
                                "--disk '" + disk.source() + "': only ram: and null: can be served so far");
                };
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
