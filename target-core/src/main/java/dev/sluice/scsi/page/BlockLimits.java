package dev.sluice.scsi.page;

import dev.sluice.scsi.transfer.AtomicTransfer;
import dev.sluice.scsi.unit.LogicalUnit;

/** The bounds of commands, which the page announces and the commands keep. */
public final class BlockLimits {
    /** The most that one command reads, writes or verifies, in bytes: 65,536 of the larger blocks, more than a CDB of 10 bytes can say. */
    public static final int MAX_TRANSFER_BYTES = 256 << 20;

    /** The most that one WRITE SAME writes, in bytes. */
    public static final int MAX_WRITE_SAME_BYTES = 128 << 20;

    /** The most that one COMPARE AND WRITE compares and writes, in bytes: 128 of the smaller blocks. */
    public static final int MAX_COMPARE_AND_WRITE_BYTES = AtomicTransfer.STEP_BYTES;

    /** The most that one WRITE ATOMIC writes, in bytes: 256 of the larger blocks. */
    public static final int MAX_ATOMIC_BYTES = AtomicTransfer.MOST_BYTES;

    /** The length for devices that do not say what is best for them, in bytes. Linux sends no longer requests than that, and LIO's files have it. */
    private static final int USUAL_OPTIMAL_BYTES = 8 << 20;

    private BlockLimits() {}

    /** MAXIMUM TRANSFER LENGTH, in blocks. */
    static int maxTransferBlocks(LogicalUnit unit) {
        return MAX_TRANSFER_BYTES >>> unit.blockShift();
    }

    /** MAXIMUM WRITE SAME LENGTH, in blocks. */
    public static int maxWriteSameBlocks(LogicalUnit unit) {
        return MAX_WRITE_SAME_BYTES >>> unit.blockShift();
    }

    /** MAXIMUM COMPARE AND WRITE LENGTH, in blocks. */
    public static int maxCompareAndWriteBlocks(LogicalUnit unit) {
        return MAX_COMPARE_AND_WRITE_BYTES >>> unit.blockShift();
    }

    /** OPTIMAL TRANSFER LENGTH, in blocks: whole granules, as Linux takes no other. */
    static int optimalTransferBlocks(LogicalUnit unit) {
        int most = Math.min(unit.device().optimalIoBytes(), MAX_TRANSFER_BYTES) >>> unit.blockShift();
        int whole = most - most % granularityBlocks(unit);
        return whole > 0 ? whole : USUAL_OPTIMAL_BYTES >>> unit.blockShift();
    }

    /** OPTIMAL TRANSFER LENGTH GRANULARITY, in blocks: physical ones are written whole. */
    static int granularityBlocks(LogicalUnit unit) {
        int bytes = Math.max(unit.device().alignmentBytes(), unit.device().physicalBlockBytes());
        return Math.max(1, bytes >>> unit.blockShift());
    }

    /** LOGICAL BLOCKS PER PHYSICAL BLOCK EXPONENT. */
    public static int physicalBlockExponent(LogicalUnit unit) {
        int ratio = unit.device().physicalBlockBytes() >>> unit.blockShift();
        return ratio <= 1 ? 0 : 31 - Integer.numberOfLeadingZeros(ratio);
    }
}
