package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** READ DEFECT DATA (10), (12): the storage below sees to its defects, so both lists are empty; SBC-3 5.17 and 5.18. */
public final class ReadDefectData extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("READ DEFECT DATA (10)", "37 00 1F 00 00 00 00 FF FF 00", new ReadDefectData(false))
                    .with(Trait.NEEDS_MEDIUM),
            CommandSpec.of("READ DEFECT DATA (12)", "B7 1F FF FF FF FF FF FF FF FF 00 00", new ReadDefectData(true))
                    .with(Trait.NEEDS_MEDIUM));

    private final boolean isLong;

    private ReadDefectData(boolean isLong) {
        this.isLong = isLong;
    }

    /** The lists that were asked for are valid, and in the format that was asked for. */
    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        if (isLong) {
            reply(task, new PageBytes().u8(0).u8(Cdb.u8(cdb, 1)).u16(0).u32(0), Cdb.u32(cdb, 6));
        } else {
            reply(task, new PageBytes().u8(0).u8(Cdb.u8(cdb, 2)).u16(0), Cdb.u16(cdb, 7));
        }
    }
}
