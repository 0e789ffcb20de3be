package dev.sluice.scsi.optical;

import dev.sluice.scsi.UnitState;
import dev.sluice.scsi.page.PageBytes;

/** What kind of disc an image passes for, and its addresses. */
final class Disc {
    /** What fits 80 minutes; a longer image passes for a DVD. */
    private static final long MOST_CD_BLOCKS = 80L * 60 * 75;

    /** The blocks before block 0, which addresses in minutes, seconds and frames count as well; MMC-6 4.2.3.4. */
    private static final long PREGAP_BLOCKS = 150;

    private static final int FRAMES = 75;
    private static final int SECONDS = 60;

    private Disc() {}

    static boolean isCd(UnitState state) {
        return state.mediumLoaded() && state.blocks() <= MOST_CD_BLOCKS;
    }

    static boolean isDvd(UnitState state) {
        return state.mediumLoaded() && state.blocks() > MOST_CD_BLOCKS;
    }

    /** Four bytes: a block address, or a zero, minutes, seconds and frames. */
    static void address(PageBytes out, long block, boolean inTime) {
        if (inTime) {
            long frames = block + PREGAP_BLOCKS;
            out.u8(0)
                    .u8((int) Math.min(frames / FRAMES / SECONDS, 0xFF))
                    .u8((int) (frames / FRAMES % SECONDS))
                    .u8((int) (frames % FRAMES));
        } else {
            out.u32(block);
        }
    }
}
