package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.UnitNexus;

/** A page of vital product data (SPC-4 7.8). */
public interface VpdPage {
    /** The page code. */
    int code();

    /** Writes what follows the page's header of four bytes. */
    void write(UnitNexus at, PageBytes out);
}
