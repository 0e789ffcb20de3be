package dev.sluice.scsi.optical;

import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.unit.UnitState;

/** The kind of disc that an image passes for, and its addresses. */
final class Disc {
    /** The sectors of 80 minutes; a longer image passes for a DVD. */
    private static final long MOST_CD_BLOCKS = 80L * 60 * 75;

    /** The blocks before block 0, which addresses in minutes, seconds and frames count as well; MMC-6 4.2.3.4. */
    private static final long PREGAP_BLOCKS = 150;

    /** Of the fastest CD drives, in kB/s: 52 times that of an audio player. */
    static final int CD_RATE = 52 * 176;

    /** Of fast DVD drives, in kB/s: 16 times that of a video player. */
    static final int DVD_RATE = 16 * 1385;

    private static final int FRAMES = 75;
    private static final int SECONDS = 60;

    private Disc() {}

    static boolean isCd(UnitState state) {
        return state.mediumLoaded() && state.blocks() <= MOST_CD_BLOCKS;
    }

    static boolean isDvd(UnitState state) {
        return state.mediumLoaded() && state.blocks() > MOST_CD_BLOCKS;
    }

    /** Minutes, seconds and frames of a block. */
    static long[] time(long block) {
        long frames = block + PREGAP_BLOCKS;
        return new long[] {frames / FRAMES / SECONDS, frames / FRAMES % SECONDS, frames % FRAMES};
    }

    /** The block at an address in minutes, seconds and frames; below 0 before the first. */
    static long block(int minutes, int seconds, int frames) {
        return ((long) minutes * SECONDS + seconds) * FRAMES + frames - PREGAP_BLOCKS;
    }

    /** True if there can be so many seconds and frames. */
    static boolean isTime(int seconds, int frames) {
        return seconds < SECONDS && frames < FRAMES;
    }

    /** Four bytes: a block address, or a zero, minutes, seconds and frames. */
    static void address(PageBytes out, long block, boolean inTime) {
        if (inTime) {
            long[] time = time(block);
            out.u8(0).u8((int) Math.min(time[0], 0xFF)).u8((int) time[1]).u8((int) time[2]);
        } else {
            out.u32(block);
        }
    }
}
