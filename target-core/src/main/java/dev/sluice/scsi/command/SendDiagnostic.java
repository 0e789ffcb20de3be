package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ScanTransfer;
import java.util.List;

/**
 * SEND DIAGNOSTIC with the default self-test, which reads the start of the medium, and RECEIVE DIAGNOSTIC RESULTS with the list
 * of diagnostic pages, of which it is the only one; SPC-4 6.42 and 6.29.
 */
public final class SendDiagnostic extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("SEND DIAGNOSTIC", "1D F7 00 FF FF 00", new SendDiagnostic())
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.NEEDS_RESERVATION),
            CommandSpec.of("RECEIVE DIAGNOSTIC RESULTS", "1C 01 FF FF FF 00", new Results())
                    .with(Trait.RUNS_IN_STANDBY));

    private static final int SELF_TEST_BIT = 2;
    private static final int TESTED_BYTES = 1 << 20;
    private static final int SUPPORTED_PAGES = 0x00;

    private SendDiagnostic() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int length = Cdb.u16(cdb, 3);
        if (Cdb.u8(cdb, 1) >>> 5 != 0) {
            fail(task, SenseData.invalidFieldInCdb(1, 7));
        } else if (Cdb.bit(cdb, 1, SELF_TEST_BIT)) {
            long bytes = Math.min(task.unitState().blocks() << task.unit().blockShift(), TESTED_BYTES);
            task.begin(ScanTransfer.TYPE).start(0, bytes, null, 0);
        } else if (length == 0) {
            succeed(task);
        } else {
            receive(task, length, SendDiagnostic::page);
        }
    }

    private static void page(ScsiTask task, byte[] list, int length) {
        if (length < 4 || Cdb.u16(list, 2) != 0) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else if (list[0] != SUPPORTED_PAGES) {
            fail(task, SenseData.invalidFieldInParameterList(0, 7));
        } else {
            succeed(task);
        }
    }

    private static final class Results extends DiskCommand {
        private static final int PCV_BIT = 0;

        @Override
        protected void run(ScsiTask task) {
            byte[] cdb = task.cdb();
            if (Cdb.bit(cdb, 1, PCV_BIT) && Cdb.u8(cdb, 2) != SUPPORTED_PAGES) {
                fail(task, SenseData.invalidFieldInCdb(2, 7));
            } else {
                reply(task, new PageBytes().u16(0).u16(1).u8(SUPPORTED_PAGES), Cdb.u16(cdb, 3));
            }
        }
    }
}
