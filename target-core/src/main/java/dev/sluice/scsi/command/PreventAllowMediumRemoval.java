package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** PREVENT ALLOW MEDIUM REMOVAL; SBC-3 5.14. */
public final class PreventAllowMediumRemoval extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("PREVENT ALLOW MEDIUM REMOVAL", "1E 00 00 00 03 00", new PreventAllowMediumRemoval())
                    .with(Trait.NEEDS_RESERVATION)
                    .ignoringReservationsIf(PreventAllowMediumRemoval::allows)
                    .onlyIf(unit -> unit.settings().removable()));

    private static final int PREVENT_MASK = 3;

    private PreventAllowMediumRemoval() {}

    private static boolean allows(byte[] cdb) {
        return (Cdb.u8(cdb, 4) & PREVENT_MASK) == 0;
    }

    @Override
    protected void run(ScsiTask task) {
        int prevent = Cdb.u8(task.cdb(), 4) & PREVENT_MASK;
        if (prevent > 1) {
            fail(task, SenseData.invalidFieldInCdb(4, 1));
        } else {
            task.unit().medium().preventRemoval(task.unitNexus(), prevent == 1);
            succeed(task);
        }
    }
}
