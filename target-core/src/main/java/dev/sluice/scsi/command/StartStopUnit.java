package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/**
 * START STOP UNIT: ejects and loads a removable medium; SBC-3 5.25. Nothing spins here, so starting, stopping and power
 * conditions change nothing but that stopping flushes. Who prevents removal prevents ejecting, and nothing else: Linux does so
 * whenever it opens the device, which it has to before it can ask for the medium to be loaded.
 */
public final class StartStopUnit extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("START STOP UNIT", "1B 01 00 0F F7 00", new StartStopUnit())
                    .with(Trait.NEEDS_RESERVATION)
                    .ignoringReservationsIf(StartStopUnit::onlyStarts));

    private static final int NO_FLUSH_BIT = 2;
    private static final int LOEJ_BIT = 1;
    private static final int START_BIT = 0;

    private StartStopUnit() {}

    private static boolean onlyStarts(byte[] cdb) {
        return Cdb.u8(cdb, 4) >>> 4 == 0 && Cdb.bit(cdb, 4, START_BIT) && !Cdb.bit(cdb, 4, LOEJ_BIT);
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        boolean hasPowerCondition = Cdb.u8(cdb, 4) >>> 4 != 0;
        boolean start = Cdb.bit(cdb, 4, START_BIT);
        boolean eject = !hasPowerCondition && Cdb.bit(cdb, 4, LOEJ_BIT);
        if (eject && !task.unit().settings().removable()) {
            fail(task, SenseData.invalidFieldInCdb(4, LOEJ_BIT));
            return;
        }
        if (eject && !start && task.unit().medium().isRemovalPrevented()) {
            fail(task, SenseData.REMOVAL_PREVENTED);
            return;
        }
        if (eject && start) {
            task.unit().medium().load(task.unitNexus());
        } else if (eject) {
            task.unit().medium().eject();
        }
        if (hasPowerCondition || start || Cdb.bit(cdb, 4, NO_FLUSH_BIT)) {
            succeed(task);
        } else {
            flush(task);
        }
    }
}
