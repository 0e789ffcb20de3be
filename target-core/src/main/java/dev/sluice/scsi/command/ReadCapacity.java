package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/** READ CAPACITY (10), (16); SBC-3 5.19 and 5.20. */
public final class ReadCapacity extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("READ CAPACITY (10)", "25 00 00 00 00 00 00 00 00 00", new ReadCapacity(false))
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.IGNORES_RESERVATIONS),
            CommandSpec.of(
                            "READ CAPACITY (16)",
                            "9E 10 00 00 00 00 00 00 00 00 FF FF FF FF 00 00",
                            new ReadCapacity(true))
                    .byServiceAction()
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.IGNORES_RESERVATIONS));

    /** A longer disk has to be asked by READ CAPACITY (16). */
    private static final long MOST_IN_32_BITS = 0xFFFF_FFFFL;

    /** LBPME. */
    private static final int PROVISIONING_MANAGED = 0x80;

    /** LBPRZ. */
    private static final int UNMAPPED_READS_ZEROES = 0x40;

    private final boolean isLong;

    private ReadCapacity(boolean isLong) {
        this.isLong = isLong;
    }

    @Override
    protected void run(ScsiTask task) {
        LogicalUnit unit = task.unit();
        long lastBlock = task.unitState().blocks() - 1;
        if (isLong) {
            PageBytes data = new PageBytes().u64(lastBlock).u32(unit.blockSize());
            data.u8(unit.settings().protection().capacityByte())
                    .u8(BlockLimits.physicalBlockExponent(unit))
                    .u8(provisioning(unit))
                    .zeros(17);
            reply(task, data, Cdb.u32(task.cdb(), 10));
        } else {
            PageBytes data =
                    new PageBytes().u32(Math.min(lastBlock, MOST_IN_32_BITS)).u32(unit.blockSize());
            reply(task, data, data.length());
        }
    }

    private static int provisioning(LogicalUnit unit) {
        if (!unit.isThin()) {
            return 0;
        }
        return PROVISIONING_MANAGED | (unit.device().unmapZeroes() ? UNMAPPED_READS_ZEROES : 0);
    }
}
