package dev.sluice.scsi.page;

import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitNexus;

/** Block limits; SBC-3 6.6.4. */
public final class BlockLimitsPage implements VpdPage {
    private static final int PAGE_LENGTH = 0x3C;

    /** No limit but the parameter list's length. */
    private static final long ANY_NUMBER = 0xFFFF_FFFFL;

    /** As many descriptors of 16 bytes as the parameter list of UNMAP can hold. */
    private static final int MAX_UNMAP_DESCRIPTORS = (0xFFFF - 8) / 16;

    /** UGAVALID: the alignment is given, and it is 0. */
    private static final long ALIGNMENT_VALID = 0x8000_0000L;

    private static final int SMALLEST_BLOCK = 512;

    /** The largest unit of which QEMU keeps a map, in bytes. */
    private static final int MOST_THAT_QEMU_MAPS = 16 << 20;

    @Override
    public int code() {
        return 0xB0;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        LogicalUnit unit = at.unit();
        int start = out.length();
        out.u8(0) // WSNZ = 0: WRITE SAME of zero blocks goes on to the end
                .u8(BlockLimits.maxCompareAndWriteBlocks(unit))
                .u16(Math.min(BlockLimits.granularityBlocks(unit), 0xFFFF))
                .u32(BlockLimits.maxTransferBlocks(unit))
                .u32(BlockLimits.optimalTransferBlocks(unit))
                .u32(0); // maximum prefetch length
        if (unit.isThin()) {
            int granularity = unmapGranularityBlocks(unit);
            out.u32(ANY_NUMBER).u32(MAX_UNMAP_DESCRIPTORS).u32(granularity).u32(granularity == 0 ? 0 : ALIGNMENT_VALID);
        } else {
            out.zeros(16);
        }
        out.u64(BlockLimits.maxWriteSameBlocks(unit));
        // No alignment, granularity or boundary of atomic writes, which there are none of with protection information.
        boolean isProtected = unit.settings().protection() != ProtectionType.NONE;
        out.u32(isProtected ? 0 : BlockLimits.MAX_ATOMIC_BYTES >>> unit.blockShift());
        out.zeros(PAGE_LENGTH - (out.length() - start));
    }

    /**
     * OPTIMAL UNMAP GRANULARITY, in blocks, or 0 for none reported. From one of 4 KiB to 16 MiB and LBPRZ, QEMU makes a map of what is
     * allocated, and asks for it in requests of 2 GiB - 512 bytes: an assertion ends it where blocks are longer than 512 bytes (QEMU 7.2,
     * block/iscsi.c). Linux takes the physical block for a granularity that is not reported, Windows a block.
     */
    private static int unmapGranularityBlocks(LogicalUnit unit) {
        int bytes = unit.device().unmapGranularityBytes();
        if (bytes == 0) {
            return 0;
        }
        int granularity = Math.max(bytes, unit.blockSize());
        boolean endsQemu =
                unit.blockSize() > SMALLEST_BLOCK && unit.device().unmapZeroes() && granularity <= MOST_THAT_QEMU_MAPS;
        return endsQemu ? 0 : granularity >>> unit.blockShift();
    }
}
