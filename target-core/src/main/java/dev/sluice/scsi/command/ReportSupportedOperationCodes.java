package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/** REPORT SUPPORTED OPERATION CODES: shows the unit's own command table; SPC-4 6.35. */
public final class ReportSupportedOperationCodes extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "REPORT SUPPORTED OPERATION CODES",
                    "A3 0C 87 FF FF FF FF FF FF FF 00 00",
                    new ReportSupportedOperationCodes())
            .byServiceAction()
            .with(Trait.RUNS_DURING_OPERATIONS));

    private static final int RCTD_BIT = 7;
    private static final int OPTIONS_MASK = 7;

    private static final int ALL = 0;
    private static final int BY_OPCODE = 1;
    private static final int BY_SERVICE_ACTION = 2;
    private static final int BY_EITHER = 3;

    /** CTDP and SERVACTV of a command descriptor. */
    private static final int HAS_TIMEOUTS = 0x02;

    private static final int HAS_SERVICE_ACTION = 0x01;

    /** CTDP of the one-command format. */
    private static final int ONE_HAS_TIMEOUTS = 0x80;

    private static final int NOT_SUPPORTED = 1;
    private static final int SUPPORTED_AS_STANDARD = 3;

    private ReportSupportedOperationCodes() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        boolean timeouts = Cdb.bit(cdb, 2, RCTD_BIT);
        int options = Cdb.u8(cdb, 2) & OPTIONS_MASK;
        int opcode = Cdb.u8(cdb, 3);
        int serviceAction = Cdb.u16(cdb, 4);
        LogicalUnit unit = task.unit();
        boolean hasServiceActions = CommandTable.of(unit).hasServiceActions(opcode);
        PageBytes data;
        if (options == ALL) {
            data = all(unit, timeouts);
        } else if (options > BY_EITHER) {
            fail(task, SenseData.invalidFieldInCdb(2, 2));
            return;
        } else if (options == BY_OPCODE && hasServiceActions || options == BY_SERVICE_ACTION && !hasServiceActions) {
            fail(task, SenseData.invalidFieldInCdb(2, 2));
            return;
        } else {
            boolean noSuchAction = options == BY_EITHER && !hasServiceActions && serviceAction != 0;
            data = one(noSuchAction ? null : offered(unit, opcode, serviceAction), timeouts);
        }
        reply(task, data, Cdb.u32(cdb, 6));
    }

    private static CommandSpec offered(LogicalUnit unit, int opcode, int serviceAction) {
        CommandTable table = CommandTable.of(unit);
        CommandSpec spec = table.find(opcode, serviceAction);
        return spec != null && spec.isOfferedBy(unit) ? spec : null;
    }

    private static PageBytes all(LogicalUnit unit, boolean timeouts) {
        PageBytes data = new PageBytes().u32(0);
        for (CommandSpec spec : CommandTable.of(unit).all()) {
            if (spec.isOfferedBy(unit)) {
                data.u8(spec.opcode())
                        .u8(0)
                        .u16(spec.serviceAction())
                        .u8(0)
                        .u8((timeouts ? HAS_TIMEOUTS : 0) | (spec.hasServiceAction() ? HAS_SERVICE_ACTION : 0))
                        .u16(spec.usage().bytes());
                if (timeouts) {
                    timeouts(data);
                }
            }
        }
        data.set32(0, data.length() - 4);
        return data;
    }

    private static PageBytes one(CommandSpec spec, boolean timeouts) {
        PageBytes data = new PageBytes().u8(0);
        if (spec == null) {
            return data.u8(NOT_SUPPORTED).u16(0);
        }
        data.u8(SUPPORTED_AS_STANDARD | (timeouts ? ONE_HAS_TIMEOUTS : 0))
                .u16(spec.usage().bytes());
        for (int i = 0; i < spec.usage().bytes(); i++) {
            data.u8(spec.usage().at(i));
        }
        if (timeouts) {
            timeouts(data);
        }
        return data;
    }

    /** The command timeouts descriptor, with no time indicated; SPC-4 6.35.4. */
    private static void timeouts(PageBytes data) {
        data.u16(0x0A).zeros(10);
    }
}
