package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;
import dev.sluice.scsi.unit.UnitModes.QueueError;

/** Control; SPC-4 7.5.8. */
public final class ControlPage implements ModePage {
    private static final int LENGTH = 0x0A;

    private static final int FLAGS_BYTE = 2;

    /** TST: task set type, one for each nexus if it is 001b. */
    private static final int TST = 0xE0;

    private static final int SEPARATE_TASK_SETS = 0x20;

    /** Sense data in the descriptor format. */
    private static final int D_SENSE = 0x04;

    private static final int QUEUE_BYTE = 3;

    /** QUEUE ALGORITHM MODIFIER: unrestricted reordering of simple tasks. */
    private static final int UNRESTRICTED_REORDERING = 0x10;

    private static final int QERR = 0x06;
    private static final int QERR_SHIFT = 1;

    private static final int SWP_BYTE = 4;

    /** Software write protect. */
    private static final int SWP = 0x08;

    private static final int TAS_BYTE = 5;

    /** Task aborted status. */
    private static final int TAS = 0x40;

    private static final int UNLIMITED = 0xFFFF;

    @Override
    public int code() {
        return 0x0A;
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitModes modes) {
        return page(
                (modes.separateTaskSets() ? SEPARATE_TASK_SETS : 0) | (modes.descriptorSense() ? D_SENSE : 0),
                UNRESTRICTED_REORDERING | modes.queueError().code() << QERR_SHIFT,
                modes.softwareWriteProtect() ? SWP : 0,
                modes.taskAbortedStatus() ? TAS : 0,
                UNLIMITED);
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        return page(TST | D_SENSE, QERR, SWP, TAS, 0);
    }

    private byte[] page(int flags, int queue, int protect, int abort, int busyTimeout) {
        return ModePage.page(code(), LENGTH)
                .u8(flags)
                .u8(queue)
                .u8(protect)
                .u8(abort)
                .zeros(2)
                .u16(busyTimeout)
                .u16(0) // extended self-test completion time
                .toArray();
    }

    @Override
    public UnitModes select(UnitModes modes, byte[] page) {
        int taskSetType = page[FLAGS_BYTE] & TST;
        QueueError queueError = QueueError.of((page[QUEUE_BYTE] & QERR) >> QERR_SHIFT);
        if (taskSetType > SEPARATE_TASK_SETS || queueError == null) {
            return null;
        }
        return modes.withControl(
                (page[SWP_BYTE] & SWP) != 0,
                (page[FLAGS_BYTE] & D_SENSE) != 0,
                taskSetType == SEPARATE_TASK_SETS,
                queueError,
                (page[TAS_BYTE] & TAS) != 0);
    }
}
