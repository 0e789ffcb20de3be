package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** COPY OPERATION ABORT; SPC-4 6.3. */
public final class CopyAbort extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("COPY OPERATION ABORT", "83 1C FF FF FF FF 00 00 00 00 00 00 00 00 00 00", new CopyAbort())
                    .byServiceAction());

    private CopyAbort() {}

    @Override
    protected void run(ScsiTask task) {
        CopyOperation operation = CopyOperations.of(task.unitNexus()).find(Cdb.u32(task.cdb(), 2));
        if (operation == null || !operation.isUnderWay()) {
            fail(task, SenseData.invalidFieldInCdb(2, 7));
        } else {
            operation.stop();
            succeed(task);
        }
    }
}
