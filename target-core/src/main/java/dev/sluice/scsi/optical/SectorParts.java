package dev.sluice.scsi.optical;

import dev.sluice.scsi.transfer.ComposedRead;
import dev.sluice.scsi.unit.LogicalUnitSettings;

/**
 * The part of each sector that READ CD asks for: neighbours within a {@link Mode1Sector}, which has no sub-header; MMC-6 table 350.
 *
 * @param start the first byte of the sector
 * @param length bytes from there on; may be 0
 */
record SectorParts(int start, int length) implements ComposedRead.Composer {
    private static final int SYNC = 0x80;
    private static final int HEADER = 0x20;
    private static final int USER_DATA = 0x10;
    private static final int EDC_AND_ECC = 0x08;

    /** Null where what is asked for are no neighbours. */
    static SectorParts of(int selection) {
        boolean sync = (selection & SYNC) != 0;
        boolean header = (selection & HEADER) != 0;
        boolean user = (selection & USER_DATA) != 0;
        boolean codes = (selection & EDC_AND_ECC) != 0;
        if (codes && !user || sync && user && !header) {
            return null;
        }
        int start = sync ? 0 : header ? Mode1Sector.HEADER : Mode1Sector.USER_DATA;
        int end = codes
                ? Mode1Sector.BYTES
                : user ? Mode1Sector.EDC : header ? Mode1Sector.USER_DATA : sync ? Mode1Sector.HEADER : start;
        return new SectorParts(start, end - start);
    }

    boolean areUserData() {
        return start == Mode1Sector.USER_DATA && length == LogicalUnitSettings.OPTICAL_BLOCK;
    }

    @Override
    public void compose(long block, byte[] source, int from, byte[] target, int to) {
        byte[] sector = Mode1Sector.of(block, source, from);
        System.arraycopy(sector, start, target, to, length);
    }
}
