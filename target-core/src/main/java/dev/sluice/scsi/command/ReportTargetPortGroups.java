package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.ScsiPort;
import java.util.List;

/** REPORT TARGET PORT GROUPS: how well the logical unit is reached by which port; SPC-4 6.37. */
public final class ReportTargetPortGroups extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "REPORT TARGET PORT GROUPS", "A3 2A 00 00 00 00 FF FF FF FF 00 00", new ReportTargetPortGroups())
            .byServiceAction()
            .with(Trait.IGNORES_RESERVATIONS)
            .with(Trait.RUNS_DURING_OPERATIONS));

    private static final int EXTENDED_HEADER_BIT = 5;
    private static final int EXTENDED_HEADER = 0x10;

    /** All four states can be. */
    private static final int SUPPORTED_STATES = 0x0F;

    private static final int CHANGED_BY_COMMAND = 1;

    private ReportTargetPortGroups() {}

    @Override
    protected void run(ScsiTask task) {
        LogicalUnit unit = task.unit();
        PageBytes data = new PageBytes().u32(0);
        if (Cdb.bit(task.cdb(), 1, EXTENDED_HEADER_BIT)) {
            data.u8(EXTENDED_HEADER).zeros(3);
        }
        for (ScsiPort port : unit.ports().ofDevice(task.nexus().target())) {
            data.u8(unit.ports().state(port).code())
                    .u8(SUPPORTED_STATES)
                    .u16(port.portTag())
                    .u8(0)
                    .u8(unit.ports().wasChangedByInitiator(port) ? CHANGED_BY_COMMAND : 0)
                    .u8(0)
                    .u8(1)
                    .u16(0)
                    .u16(port.portTag());
        }
        data.set32(0, data.length() - 4);
        reply(task, data, Cdb.u32(task.cdb(), 6));
    }
}
