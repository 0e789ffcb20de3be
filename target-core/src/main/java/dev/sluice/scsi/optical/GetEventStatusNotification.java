package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.CommandSpec;
import dev.sluice.scsi.CommandSpec.Trait;
import dev.sluice.scsi.ScsiTask;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import java.util.List;

/** GET EVENT STATUS NOTIFICATION: whether the medium has changed, for those who poll; MMC-6 6.7. */
final class GetEventStatusNotification extends DiskCommand {
    static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "GET EVENT STATUS NOTIFICATION", "4A 01 00 00 FF 00 00 FF FF 00", new GetEventStatusNotification())
            .with(Trait.ATTENTION_EXEMPT));

    private static final int POLLED_BIT = 0;
    private static final int MEDIA_CLASS = 4;
    private static final int MEDIA_CLASS_BIT = 1 << MEDIA_CLASS;
    private static final int NO_EVENT_AVAILABLE = 0x80;

    private static final int NO_CHANGE = 0;
    private static final int NEW_MEDIA = 2;
    private static final int MEDIA_REMOVAL = 3;
    private static final int MEDIA_PRESENT = 0x02;

    private GetEventStatusNotification() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        if (!Cdb.bit(cdb, 1, POLLED_BIT)) {
            fail(task, SenseData.invalidFieldInCdb(1, POLLED_BIT));
            return;
        }
        boolean asked = (Cdb.u8(cdb, 4) & MEDIA_CLASS_BIT) != 0;
        PageBytes data = new PageBytes()
                .u16(0)
                .u8(asked ? MEDIA_CLASS : NO_EVENT_AVAILABLE)
                .u8(MEDIA_CLASS_BIT);
        if (asked) {
            boolean present = task.unitState().mediumLoaded();
            boolean changed = task.unitNexus().takeMediumChange();
            data.u8(!changed ? NO_CHANGE : present ? NEW_MEDIA : MEDIA_REMOVAL)
                    .u8(present ? MEDIA_PRESENT : 0)
                    .u16(0);
        }
        data.set16(0, data.length() - 2);
        reply(task, data, Cdb.u16(cdb, 7));
    }
}
