package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** REPORT SUPPORTED TASK MANAGEMENT FUNCTIONS; SPC-4 6.36. */
public final class ReportSupportedTaskManagementFunctions extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "REPORT SUPPORTED TASK MANAGEMENT FUNCTIONS",
                    "A3 0D 80 00 00 00 FF FF FF FF 00 00",
                    new ReportSupportedTaskManagementFunctions())
            .byServiceAction()
            .with(Trait.RUNS_DURING_OPERATIONS));

    private static final int REPD_BIT = 7;

    private static final int ABORT_TASK = 0x80;
    private static final int ABORT_TASK_SET = 0x40;
    private static final int CLEAR_TASK_SET = 0x10;
    private static final int LOGICAL_UNIT_RESET = 0x08;
    private static final int QUERY_TASK = 0x04;
    private static final int TARGET_RESET = 0x02;

    private static final int QUERY_ASYNCHRONOUS_EVENT = 0x04;
    private static final int QUERY_TASK_SET = 0x02;
    private static final int I_T_NEXUS_RESET = 0x01;

    private static final int EXTENDED_BYTES = 16;

    private ReportSupportedTaskManagementFunctions() {}

    @Override
    protected void run(ScsiTask task) {
        boolean extended = Cdb.bit(task.cdb(), 2, REPD_BIT);
        PageBytes data = new PageBytes()
                .u8(ABORT_TASK | ABORT_TASK_SET | CLEAR_TASK_SET | LOGICAL_UNIT_RESET | QUERY_TASK | TARGET_RESET)
                .u8(QUERY_ASYNCHRONOUS_EVENT | QUERY_TASK_SET | I_T_NEXUS_RESET)
                .u8(0)
                .u8(extended ? EXTENDED_BYTES - 4 : 0);
        if (extended) {
            data.zeros(EXTENDED_BYTES - data.length());
        }
        reply(task, data, Cdb.u32(task.cdb(), 6));
    }
}
