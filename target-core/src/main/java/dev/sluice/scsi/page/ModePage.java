package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;

/**
 * A mode page (SPC-4 7.5): its bytes for given modes, which of them may be changed, and what a change does.
 *
 * <p>All byte arrays are the whole page with its header, and of the same length.
 */
public interface ModePage {
    /** SPF: the header has a subpage code and a length of two bytes. */
    int SUBPAGE_FORMAT = 0x40;

    /** The page code. */
    int code();

    /** The subpage code; 0 for a page without. */
    default int subpage() {
        return 0;
    }

    /** Returns true if {@code unit} has the page. */
    default boolean isOfferedBy(LogicalUnit unit) {
        return true;
    }

    /** Returns true if initiators can change anything in it, and so save it. */
    default boolean isChangeable() {
        return true;
    }

    /** The values that stand for {@code modes}. */
    byte[] values(LogicalUnit unit, UnitModes modes);

    /** Ones where MODE SELECT may change a bit; the header is as ever. */
    byte[] changeable(LogicalUnit unit);

    /**
     * The modes after MODE SELECT with {@code page}, which differs from the current values in changeable bits only; null if
     * a value is reserved.
     */
    UnitModes select(UnitModes modes, byte[] page);

    /** Begins a page without subpage code, of so many bytes behind the header. */
    static PageBytes page(int code, int length) {
        return new PageBytes().u8(code).u8(length);
    }

    /** Begins a page with a subpage code. */
    static PageBytes subpage(int code, int subpage, int length) {
        return new PageBytes().u8(SUBPAGE_FORMAT | code).u8(subpage).u16(length);
    }
}
