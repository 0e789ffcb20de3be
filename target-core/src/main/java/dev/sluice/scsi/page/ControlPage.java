package dev.sluice.scsi.page;

import dev.sluice.scsi.LogicalUnit;
import dev.sluice.scsi.UnitState;

/** Control; SPC-4 7.5.8. */
public final class ControlPage implements ModePage {
    private static final int LENGTH = 0x0A;
    private static final int D_SENSE_BYTE = 2;

    /** Sense data in the descriptor format. */
    private static final int D_SENSE = 0x04;

    /** QUEUE ALGORITHM MODIFIER: unrestricted reordering of simple tasks. */
    private static final int UNRESTRICTED_REORDERING = 0x10;

    private static final int SWP_BYTE = 4;

    /** Software write protect. */
    private static final int SWP = 0x08;

    private static final int UNLIMITED = 0xFFFF;

    @Override
    public int code() {
        return 0x0A;
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitState state) {
        return page(
                state.descriptorSense() ? D_SENSE : 0,
                UNRESTRICTED_REORDERING,
                state.softwareWriteProtect() ? SWP : 0,
                UNLIMITED);
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return page(D_SENSE, 0, SWP, 0);
    }

    private byte[] page(int byte2, int byte3, int byte4, int busyTimeout) {
        return new PageBytes()
                .u8(code())
                .u8(LENGTH)
                .u8(byte2)
                .u8(byte3)
                .u8(byte4)
                .zeros(3)
                .u16(busyTimeout)
                .u16(0) // extended self-test completion time
                .toArray();
    }

    @Override
    public UnitState select(UnitState state, byte[] page) {
        return state.withModes(state.writeCache(), (page[SWP_BYTE] & SWP) != 0, (page[D_SENSE_BYTE] & D_SENSE) != 0);
    }
}
