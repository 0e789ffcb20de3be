package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.FillTransfer;
import dev.sluice.scsi.transfer.RangeSequence;
import java.util.List;

/** WRITE SAME (10), (16), also as a way to unmap or to zero; SBC-3 5.47 and 5.48. */
public sealed class WriteSame extends DiskCommand permits ProtectedWriteSame {
    public static final List<CommandSpec> SPECS = List.of(
            spec("WRITE SAME (10)", "41 08 FF FF FF FF 1F FF FF 00", BlockCdb.TEN),
            spec("WRITE SAME (16)", "93 09 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN));

    static final int UNMAP_BIT = 3;
    static final int NDOB_BIT = 0;

    private final BlockCdb layout;

    WriteSame(BlockCdb layout) {
        this.layout = layout;
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout) {
        return spec(name, usage, new WriteSame(layout));
    }

    static CommandSpec spec(String name, String usage, WriteSame command) {
        return CommandSpec.of(name, usage, command).with(Trait.NEEDS_MEDIUM).with(Trait.WRITES);
    }

    @Override
    protected final void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        long lba = layout.lba(cdb);
        long blocks = layout.blocks(cdb);
        if (!inRange(task, lba, blocks)) {
            return;
        }
        if (blocks == 0) {
            blocks = task.unitState().blocks() - lba;
        }
        if (blocks > BlockLimits.maxWriteSameBlocks(task.unit())) {
            fail(task, SenseData.invalidFieldInCdb(layout.lengthByte(), 7));
        } else if (Cdb.bit(cdb, 1, UNMAP_BIT) && !task.unit().isThin()) {
            fail(task, SenseData.invalidFieldInCdb(1, UNMAP_BIT));
        } else {
            int shift = task.unit().blockShift();
            write(task, lba << shift, blocks << shift);
        }
    }

    /** Does it, for a range in bytes that lies on the medium but may be empty. */
    void write(ScsiTask task, long offset, long length) {
        int blockSize = task.unit().blockSize();
        if (Cdb.bit(task.cdb(), 1, NDOB_BIT)) {
            writeZeroes(task, offset, length);
        } else if (takesExactly(task, blockSize)) {
            receive(task, blockSize, (same, block, bytes) -> writeBlock(same, offset, length, block));
        }
    }

    private static void writeBlock(ScsiTask task, long offset, long length, byte[] block) {
        if (isZero(block, task.unit().blockSize())) {
            writeZeroes(task, offset, length);
        } else if (length == 0) {
            succeed(task);
        } else {
            task.begin(FillTransfer.TYPE).start(offset, length, block, false);
        }
    }

    /** Blocks may be unmapped only if they then read as what was to be written; SBC-3 5.47, table 102. */
    private static void writeZeroes(ScsiTask task, long offset, long length) {
        RangeSequence ranges = task.begin(RangeSequence.TYPE).clear();
        ranges.add(offset, length);
        if (Cdb.bit(task.cdb(), 1, UNMAP_BIT) && task.unit().device().unmapZeroes()) {
            ranges.unmap();
        } else {
            ranges.writeZeroes(false);
        }
    }

    static boolean isZero(byte[] block, int length) {
        for (int i = 0; i < length; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
