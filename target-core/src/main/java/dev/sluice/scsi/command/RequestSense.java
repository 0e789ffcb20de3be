package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.Arrays;
import java.util.List;

/** REQUEST SENSE: the pending unit attention if there is one, else how the unit is; SPC-4 6.39. */
public final class RequestSense extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("REQUEST SENSE", "03 01 00 00 FF 00", new RequestSense())
                    .with(Trait.ATTENTION_EXEMPT)
                    .with(Trait.IGNORES_RESERVATIONS)
                    .with(Trait.RUNS_DURING_OPERATIONS));

    private static final int DESC_BIT = 0;

    private RequestSense() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] sense = new byte[SenseData.MAX_BYTES];
        int length = current(task).encode(Cdb.bit(task.cdb(), 1, DESC_BIT), sense);
        reply(task, new PageBytes().bytes(Arrays.copyOf(sense, length)), Cdb.u8(task.cdb(), 4));
    }

    private static SenseData current(ScsiTask task) {
        UnitNexus at = task.unitNexus();
        if (at == null) {
            return SenseData.LUN_NOT_SUPPORTED;
        }
        SenseData attention = at.takeAttention();
        if (attention != null) {
            return attention;
        }
        if (task.unitState().operation() != null) {
            return task.unitState().operation().refusal();
        }
        return task.unitState().mediumLoaded() ? SenseData.NONE : SenseData.NO_MEDIUM;
    }
}
