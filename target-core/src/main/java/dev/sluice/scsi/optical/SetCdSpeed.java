package dev.sluice.scsi.optical;

import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** SET CD SPEED: a request that a drive may meet as it likes; MMC-6 6.37. */
final class SetCdSpeed extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("SET CD SPEED", "BB 03 FF FF FF FF 00 00 00 00 00 00", new SetCdSpeed()));

    private SetCdSpeed() {}

    @Override
    protected void run(ScsiTask task) {
        succeed(task);
    }
}
