package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.UnitParameters;
import java.util.List;

/** REPORT TIMESTAMP and SET TIMESTAMP; SPC-4 6.38, 6.46 and 5.2. */
public final class Timestamp {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("REPORT TIMESTAMP", "A3 0F 00 00 00 00 FF FF FF FF 00 00", new Report())
                    .byServiceAction()
                    .with(Trait.IGNORES_PERSISTENT_RESERVATIONS)
                    .with(Trait.RUNS_IN_STANDBY),
            CommandSpec.of("SET TIMESTAMP", "A4 0F 00 00 00 00 FF FF FF FF 00 00", new Set())
                    .byServiceAction()
                    .with(Trait.NEEDS_RESERVATION)
                    .with(Trait.RUNS_IN_STANDBY));

    private static final int DATA_BYTES = 10;
    private static final int LIST_BYTES = 12;
    private static final int TIMESTAMP = 4;

    /** TIMESTAMP ORIGIN: by SET TIMESTAMP. */
    private static final int BY_COMMAND = 2;

    /** TIMESTAMP ORIGIN: by other means, here the system's clock. */
    private static final int BY_CLOCK = 3;

    private Timestamp() {}

    private static final class Report extends DiskCommand {
        @Override
        protected void run(ScsiTask task) {
            UnitParameters.Timestamp now = task.unit().parameters().timestamp(task.loop());
            PageBytes data = new PageBytes()
                    .u16(DATA_BYTES)
                    .u8(now.wasSet() ? BY_COMMAND : BY_CLOCK)
                    .u8(0)
                    .u16((int) (now.milliseconds() >>> 32))
                    .u32(now.milliseconds())
                    .u16(0);
            reply(task, data, Cdb.u32(task.cdb(), 6));
        }
    }

    private static final class Set extends DiskCommand {
        @Override
        protected void run(ScsiTask task) {
            long length = Cdb.u32(task.cdb(), 6);
            if (length == 0) {
                succeed(task);
            } else if (length < LIST_BYTES) {
                fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            } else {
                receive(task, LIST_BYTES, Set::set);
            }
        }

        private static void set(ScsiTask task, byte[] list, int length) {
            if (length < LIST_BYTES) {
                fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
                return;
            }
            task.unit().parameters().timestamp(Cdb.u64(list, TIMESTAMP) >>> 16, task.loop());
            task.unit().establish(AdditionalSense.TIMESTAMP_CHANGED, task.unitNexus());
            succeed(task);
        }
    }
}
