package dev.sluice.scsi.passthrough;

import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ScsiTask;

/** Any command that the device carries out. */
class Forward extends DiskCommand {
    private static final int MAINTENANCE_OUT = 0xA4;
    private static final int SET_TARGET_PORT_GROUPS = 0x0A;
    private static final int SERVICE_ACTION_MASK = 0x1F;

    private final CommandDevice device;

    Forward(CommandDevice device) {
        this.device = device;
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        SenseData objection = objection(cdb);
        if (objection == null && task.unitNexus().isReadOnly() && mayWrite(task)) {
            objection = SenseData.WRITE_PROTECTED;
        }
        if (objection == null && task.expectedDataIn() > 0 && task.expectedDataOut() > 0) {
            objection = SenseData.INVALID_OPERATION_CODE;
        }
        if (objection == null && Math.max(task.expectedDataIn(), task.expectedDataOut()) > device.maxTransferBytes()) {
            objection = SenseData.invalidFieldInCdb(0, 7);
        }
        DataPhase data = DataPhase.of(device.type(), cdb, device.blockBytes());
        if (objection == null && !data.isMetBy(task.expectedDataIn(), task.expectedDataOut())) {
            objection = SenseData.WRONG_DATA_LENGTH;
        }
        if (objection != null) {
            fail(task, objection);
        } else {
            task.begin(Forwarding.TYPE).start(device);
        }
    }

    /** Returns true if an initiator that may only read is kept from it: what sends data, and what is known to write without. */
    private static boolean mayWrite(ScsiTask task) {
        return task.expectedDataOut() > 0
                || switch (Cdb.u8(task.cdb(), 0)) {
                    // FORMAT UNIT, WRITE FILEMARKS, ERASE, SANITIZE, CLOSE TRACK SESSION, BLANK, WRITE SAME without
                    // data.
                    case 0x04, 0x10, 0x19, 0x48, 0x5B, 0x80, 0x93, 0xA1 -> true;
                    default -> false;
                };
    }

    /** The reason for which the device does not get the command, or null. */
    private static SenseData objection(byte[] cdb) {
        int length = CommandBlock.length(cdb);
        if (length > ScsiTask.MAX_CDB_BYTES) {
            return SenseData.invalidFieldInCdb(Cdb.u8(cdb, 0) == 0x7F ? 7 : 2, 7);
        }
        int control = CommandBlock.controlByte(cdb);
        if (Cdb.bit(cdb, control, CommandBlock.NACA_BIT)) {
            return SenseData.invalidFieldInCdb(control, CommandBlock.NACA_BIT);
        }
        return switch (Cdb.u8(cdb, 0)) {
            // PERSISTENT RESERVE IN and OUT, of service actions that the target has not.
            case 0x5E, 0x5F -> SenseData.invalidFieldInCdb(1, 4);
            // RESERVE (10) and RELEASE (10): the device would take all initiators for one.
            case 0x56, 0x57 -> SenseData.INVALID_OPERATION_CODE;
            // Third-party copies and access controls would give initiators what only this machine is to reach.
            case 0x83, 0x84, 0x86, 0x87 -> SenseData.INVALID_OPERATION_CODE;
            // The device's ports are this machine's ways to it.
            case MAINTENANCE_OUT ->
                (Cdb.u8(cdb, 1) & SERVICE_ACTION_MASK) == SET_TARGET_PORT_GROUPS
                        ? SenseData.invalidFieldInCdb(1, 4)
                        : null;
            default -> null;
        };
    }
}
