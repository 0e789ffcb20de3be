package dev.sluice.scsi.passthrough;

import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ScsiTask;
import java.util.Arrays;

/** REQUEST SENSE: a unit attention condition of the target, or else what the device has to say; SPC-4 6.39. */
final class ForwardRequestSense extends Forward {
    private static final int DESC_BIT = 0;

    ForwardRequestSense(CommandDevice device) {
        super(device);
    }

    @Override
    protected void run(ScsiTask task) {
        SenseData attention = task.unitNexus().takeAttention();
        if (attention == null) {
            super.run(task);
            return;
        }
        byte[] sense = new byte[SenseData.MAX_BYTES];
        int length = attention.encode(Cdb.bit(task.cdb(), 1, DESC_BIT), sense);
        reply(task, new PageBytes().bytes(Arrays.copyOf(sense, length)), Cdb.u8(task.cdb(), 4));
    }
}
