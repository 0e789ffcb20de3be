package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.protection.ProtectionChecks;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ProtectedReset;
import dev.sluice.scsi.transfer.ProtectedWrite;
import java.util.List;

/**
 * WRITE SAME on blocks with protection information. What is unmapped, or written without data, gets protection information that says
 * that nothing is to be checked; SBC-3 4.22.3. A block that comes with its own is written, never unmapped.
 */
public final class ProtectedWriteSame extends WriteSame {
    public static final List<CommandSpec> SPECS = List.of(
            spec("WRITE SAME (10)", "41 E8 FF FF FF FF 1F FF FF 00", new ProtectedWriteSame(BlockCdb.TEN)),
            spec(
                    "WRITE SAME (16)",
                    "93 E9 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00",
                    new ProtectedWriteSame(BlockCdb.SIXTEEN)));

    private ProtectedWriteSame(BlockCdb layout) {
        super(layout);
    }

    @Override
    void write(ScsiTask task, long offset, long length) {
        byte[] cdb = task.cdb();
        int blockSize = task.unit().blockSize();
        int shift = task.unit().blockShift();
        ProtectionChecks checks = ProtectionChecks.of(ProtectedTransfer.protectField(cdb));
        boolean hasNoData = Cdb.bit(cdb, 1, NDOB_BIT);
        if (checks == null || hasNoData && checks.transferred()) {
            fail(task, SenseData.invalidFieldInCdb(1, 7));
        } else if (hasNoData) {
            reset(task, offset >>> shift, length >>> shift);
        } else if (takesExactly(task, checks.stride(blockSize))) {
            receive(task, checks.stride(blockSize), (same, block, bytes) -> {
                if (!checks.transferred() && Cdb.bit(same.cdb(), 1, UNMAP_BIT) && isZero(block, blockSize)) {
                    reset(same, offset >>> shift, length >>> shift);
                } else {
                    same.begin(ProtectedWrite.TYPE)
                            .same(offset >>> shift, length >>> shift, ProtectedWrite.Mode.WRITE, checks, block);
                }
            });
        }
    }

    private static void reset(ScsiTask task, long lba, long blocks) {
        ProtectedReset ranges = task.begin(ProtectedReset.TYPE).clear();
        ranges.add(lba, blocks);
        if (Cdb.bit(task.cdb(), 1, UNMAP_BIT) && task.unit().device().unmapZeroes()) {
            ranges.unmap();
        } else {
            ranges.writeZeroes();
        }
    }
}
