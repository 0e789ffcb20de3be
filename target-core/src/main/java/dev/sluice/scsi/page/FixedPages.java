package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;

/** The mode pages that tell something and take nothing. */
public final class FixedPages {
    /** AWRE and ARRE: the storage puts defective blocks elsewhere by itself. */
    private static final int REALLOCATES = 0xC0;

    /** SCSIP and IALUAE: SET TIMESTAMP is obeyed, and the target may change access states itself. */
    private static final int TIMESTAMP_AND_IMPLICIT_ALUA = 0x03;

    /** DEXCPT: there are no informational exceptions to report. */
    private static final int EXCEPTIONS_DISABLED = 0x08;

    /** The geometry that partitioning tools assume where there is none. */
    private static final int HEADS = 255;

    private static final int SECTORS_PER_TRACK = 63;
    private static final long MOST_CYLINDERS = 0xFF_FFFF;

    /** Read-Write Error Recovery, SBC-3 6.5.8; and for CDs MMC-6 7.3, whose bits are other ones. */
    public static final ModePage ERROR_RECOVERY = new FixedModePage(0x01, 0, unit -> ModePage.page(0x01, 0x0A)
            .u8(unit.isReadOnly() ? 0 : REALLOCATES)
            .zeros(9));

    /** Disconnect-Reconnect, SPC-4 7.5.9: the login keys of iSCSI have all of this. */
    public static final ModePage DISCONNECT_RECONNECT =
            new FixedModePage(0x02, 0, unit -> ModePage.page(0x02, 0x0E).zeros(14));

    /** Format Device, obsolete since SBC: some partitioning tools ask for it. */
    public static final ModePage FORMAT_DEVICE = new FixedModePage(0x03, 0, unit -> ModePage.page(0x03, 0x16)
            .zeros(8)
            .u16(SECTORS_PER_TRACK)
            .u16(unit.blockSize())
            .zeros(10));

    /** Rigid Disk Geometry, obsolete since SBC: some partitioning tools ask for it. */
    public static final ModePage RIGID_DISK_GEOMETRY = new FixedModePage(0x04, 0, unit -> ModePage.page(0x04, 0x16)
            .u24((int) cylinders(unit))
            .u8(HEADS)
            .zeros(18));

    /** Control Extension, SPC-4 7.5.9. */
    public static final ModePage CONTROL_EXTENSION =
            new FixedModePage(0x0A, 0x01, unit -> ModePage.subpage(0x0A, 0x01, 0x1C)
                    .u8(TIMESTAMP_AND_IMPLICIT_ALUA)
                    .zeros(27));

    /** Power Condition, SPC-4 7.5.13: no timer runs. */
    public static final ModePage POWER_CONDITION =
            new FixedModePage(0x1A, 0, unit -> ModePage.page(0x1A, 0x26).zeros(0x26));

    /** Power Condition of a drive, which is shorter; MMC-6 7.6. */
    public static final ModePage OPTICAL_POWER_CONDITION =
            new FixedModePage(0x1A, 0, unit -> ModePage.page(0x1A, 0x0A).zeros(0x0A));

    /** Time-out and Protect of a drive, MMC-6 7.7: no command of a group takes a time that could be told. */
    public static final ModePage TIME_OUT_AND_PROTECT =
            new FixedModePage(0x1D, 0, unit -> ModePage.page(0x1D, 0x08).zeros(0x08));

    /** Informational Exceptions Control, SPC-4 7.5.12. */
    public static final ModePage INFORMATIONAL_EXCEPTIONS = new FixedModePage(
            0x1C, 0, unit -> ModePage.page(0x1C, 0x0A).u8(EXCEPTIONS_DISABLED).zeros(9));

    private FixedPages() {}

    private static long cylinders(LogicalUnit unit) {
        return Math.min(unit.state().blocks() / (HEADS * SECTORS_PER_TRACK), MOST_CYLINDERS);
    }
}
