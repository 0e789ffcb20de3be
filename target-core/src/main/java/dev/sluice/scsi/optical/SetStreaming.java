package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** SET STREAMING: a request for a rate, which a drive may meet as it likes; MMC-6 6.39. */
final class SetStreaming extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("SET STREAMING", "B6 00 00 00 00 00 00 00 FF FF FF 00", new SetStreaming()));

    private static final int PERFORMANCE_DESCRIPTOR = 0;
    private static final int DESCRIPTOR_BYTES = 28;

    private SetStreaming() {}

    @Override
    protected void run(ScsiTask task) {
        int length = Cdb.u16(task.cdb(), 9);
        if (Cdb.u8(task.cdb(), 8) != PERFORMANCE_DESCRIPTOR) {
            fail(task, SenseData.invalidFieldInCdb(8, 7));
        } else if (length == 0) {
            succeed(task);
        } else {
            receive(task, length, (same, list, received) -> {
                if (received < DESCRIPTOR_BYTES) {
                    fail(same, SenseData.PARAMETER_LIST_LENGTH_ERROR);
                } else {
                    succeed(same);
                }
            });
        }
    }
}
