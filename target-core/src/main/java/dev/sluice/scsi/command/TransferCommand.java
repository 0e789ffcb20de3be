package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.UnitState;

/** A command that moves or looks at a range of logical blocks of bounded length. */
abstract class TransferCommand extends DiskCommand {
    /** FUA and FUA_NV: nothing here is non-volatile but the medium, so they mean the same. SBC-3 5.30. */
    private static final int FORCE_UNIT_ACCESS = 0x0A;

    private final BlockCdb layout;

    TransferCommand(BlockCdb layout) {
        this.layout = layout;
    }

    @Override
    protected final void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        long lba = layout.lba(cdb);
        long blocks = layout.blocks(cdb);
        UnitState state = task.unitState();
        int shift = state.blockShift();
        if (!state.contains(lba, blocks)) {
            fail(task, SenseData.LBA_OUT_OF_RANGE);
        } else if (blocks << shift > BlockLimits.MAX_TRANSFER_BYTES) {
            fail(task, SenseData.invalidFieldInCdb(layout.lengthByte(), 7));
        } else {
            transfer(task, lba << shift, blocks << shift);
        }
    }

    /** Does it, for a range in bytes that lies on the medium and is not too long, but may be empty. */
    abstract void transfer(ScsiTask task, long offset, long length);

    /** Returns true if the CDB asks for durable data; not for those of six bytes. */
    final boolean forcesUnitAccess(ScsiTask task) {
        return layout != BlockCdb.SIX && (task.cdb()[1] & FORCE_UNIT_ACCESS) != 0;
    }

    /** The BYTCHK field; SBC-3 5.33. */
    static int byteCheck(ScsiTask task) {
        return Cdb.u8(task.cdb(), 1) >>> 1 & 3;
    }
}
