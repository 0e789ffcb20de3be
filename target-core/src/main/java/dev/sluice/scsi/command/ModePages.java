package dev.sluice.scsi.command;

import dev.sluice.scsi.page.ModePage;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitNexus;
import dev.sluice.scsi.unit.UnitState;
import java.util.Comparator;
import java.util.List;

/** The mode pages of a kind of unit, and the frame around them (SPC-4 7.5.4 to 7.5.7). */
final class ModePages {
    /** Page and subpage code that stand for all of them. */
    static final int ALL_PAGES = 0x3F;

    static final int ALL_SUBPAGES = 0xFF;

    static final int NO_SUBPAGE = 0;

    static final int SHORT_DESCRIPTOR_BYTES = 8;
    static final int LONG_DESCRIPTOR_BYTES = 16;

    private static final long MOST_IN_32_BITS = 0xFFFF_FFFFL;

    /** WP of the device-specific parameter; SBC-3 6.5.1. */
    private static final int WRITE_PROTECTED = 0x80;

    /** DPOFUA of the device-specific parameter. */
    private static final int DPO_AND_FUA = 0x10;

    private final List<ModePage> pages;

    ModePages(List<ModePage> pages) {
        this.pages = pages.stream()
                .sorted(Comparator.comparingInt(ModePage::code).thenComparingInt(ModePage::subpage))
                .toList();
    }

    /** Null if {@code unit} has no such page. */
    ModePage find(LogicalUnit unit, int code, int subpage) {
        for (ModePage page : pages) {
            if (page.code() == code && page.subpage() == subpage && page.isOfferedBy(unit)) {
                return page;
            }
        }
        return null;
    }

    /** The pages of {@code unit} that a page code and a subpage code stand for: of those of all pages two, the others are reserved. */
    List<ModePage> select(LogicalUnit unit, int code, int subpage) {
        if (code == ALL_PAGES && subpage != NO_SUBPAGE && subpage != ALL_SUBPAGES) {
            return List.of();
        }
        return pages.stream()
                .filter(page -> code == ALL_PAGES || page.code() == code)
                .filter(page -> subpage == ALL_SUBPAGES || page.subpage() == subpage)
                .filter(page -> page.isOfferedBy(unit))
                .toList();
    }

    /** Returns true if the unit has a page of that code, with whichever subpage code. */
    boolean has(LogicalUnit unit, int code) {
        return !select(unit, code, ALL_SUBPAGES).isEmpty();
    }

    static int deviceSpecific(UnitNexus at, UnitState state) {
        return DPO_AND_FUA | (at.isWriteProtected(state) ? WRITE_PROTECTED : 0);
    }

    static void blockDescriptor(PageBytes out, LogicalUnit unit, UnitState state, boolean isLong) {
        if (isLong) {
            out.u64(state.blocks()).u32(0).u32(unit.blockSize());
        } else {
            out.u32(Math.min(state.blocks(), MOST_IN_32_BITS)).u32(unit.blockSize());
        }
    }
}
