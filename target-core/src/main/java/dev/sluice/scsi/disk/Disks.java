package dev.sluice.scsi.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.ChannelOpener;
import dev.sluice.scsi.CommandTable;
import dev.sluice.scsi.LogicalUnit;
import dev.sluice.scsi.LogicalUnitSettings;
import dev.sluice.scsi.ScsiTarget;
import java.util.List;

/** Makes targets and direct access block devices (SBC-3) with all the commands that there are for them. */
public final class Disks {
    private static final CommandTable COMMANDS = new CommandTable(List.of());

    private static final CommandTable WITHOUT_UNIT = new CommandTable(List.of());

    private Disks() {}

    /** A target without logical units yet, of that SCSI device name. */
    public static ScsiTarget target(String name) {
        return new ScsiTarget(name, WITHOUT_UNIT);
    }

    /** A disk on {@code device}, which stays the caller's to close. */
    public static LogicalUnit unit(LogicalUnitSettings settings, BlockDevice device, ChannelOpener opener) {
        return new LogicalUnit(settings, device, opener, COMMANDS);
    }
}
