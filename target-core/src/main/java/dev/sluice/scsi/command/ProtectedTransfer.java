package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.BlockLimits;
import dev.sluice.scsi.protection.ProtectionChecks;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ProtectedRead;
import dev.sluice.scsi.transfer.ProtectedWrite;
import dev.sluice.scsi.transfer.ProtectedWrite.Mode;
import java.util.List;

/**
 * The commands that move or look at blocks with protection information: with RDPROTECT, WRPROTECT or VRPROTECT, or without such a
 * field (READ (6), WRITE (6)). COMPARE AND WRITE and ORWRITE take data alone; SBC-3 5.
 */
public final class ProtectedTransfer extends TransferCommand {
    private enum Action {
        READ,
        WRITE,
        WRITE_AND_VERIFY,
        VERIFY,
        COMPARE_AND_WRITE,
        OR
    }

    public static final List<CommandSpec> SPECS = List.of(
            spec("READ (6)", "08 1F FF FF FF 00", BlockCdb.SIX, Action.READ),
            spec("READ (10)", "28 FA FF FF FF FF 1F FF FF 00", BlockCdb.TEN, Action.READ),
            spec("READ (12)", "A8 FA FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE, Action.READ),
            spec("READ (16)", "88 FA FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN, Action.READ),
            spec("WRITE (6)", "0A 1F FF FF FF 00", BlockCdb.SIX, Action.WRITE),
            spec("WRITE (10)", "2A FA FF FF FF FF 1F FF FF 00", BlockCdb.TEN, Action.WRITE),
            spec("WRITE (12)", "AA FA FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE, Action.WRITE),
            spec("WRITE (16)", "8A FA FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN, Action.WRITE),
            spec("WRITE AND VERIFY (10)", "2E F6 FF FF FF FF 1F FF FF 00", BlockCdb.TEN, Action.WRITE_AND_VERIFY),
            spec(
                    "WRITE AND VERIFY (12)",
                    "AE F6 FF FF FF FF FF FF FF FF 1F 00",
                    BlockCdb.TWELVE,
                    Action.WRITE_AND_VERIFY),
            spec(
                    "WRITE AND VERIFY (16)",
                    "8E F6 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00",
                    BlockCdb.SIXTEEN,
                    Action.WRITE_AND_VERIFY),
            spec("VERIFY (10)", "2F F6 FF FF FF FF 1F FF FF 00", BlockCdb.TEN, Action.VERIFY),
            spec("VERIFY (12)", "AF F6 FF FF FF FF FF FF FF FF 1F 00", BlockCdb.TWELVE, Action.VERIFY),
            spec("VERIFY (16)", "8F F6 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN, Action.VERIFY),
            spec(
                    "COMPARE AND WRITE",
                    "89 1A FF FF FF FF FF FF FF FF 00 00 00 FF 1F 00",
                    BlockCdb.SIXTEEN,
                    Action.COMPARE_AND_WRITE),
            spec("ORWRITE (16)", "8B 1A FF FF FF FF FF FF FF FF FF FF FF FF 1F 00", BlockCdb.SIXTEEN, Action.OR));

    /** The NUMBER OF LOGICAL BLOCKS of COMPARE AND WRITE. */
    private static final int BLOCKS_BYTE = 13;

    private final BlockCdb layout;
    private final Action action;

    private ProtectedTransfer(BlockCdb layout, Action action) {
        super(layout);
        this.layout = layout;
        this.action = action;
    }

    private static CommandSpec spec(String name, String usage, BlockCdb layout, Action action) {
        CommandSpec spec = CommandSpec.of(name, usage, new ProtectedTransfer(layout, action))
                .with(Trait.NEEDS_MEDIUM);
        return action == Action.READ || action == Action.VERIFY ? spec : spec.with(Trait.WRITES);
    }

    /** RDPROTECT, WRPROTECT or VRPROTECT, which stand at the same place. */
    static int protectField(byte[] cdb) {
        return Cdb.u8(cdb, 1) >>> 5;
    }

    @Override
    void transfer(ScsiTask task, long offset, long length) {
        ProtectionChecks checks = ProtectionChecks.of(layout == BlockCdb.SIX ? 0 : protectField(task.cdb()));
        int shift = task.unit().blockShift();
        long lba = offset >>> shift;
        long blocks = length >>> shift;
        if (checks == null) {
            fail(task, SenseData.invalidFieldInCdb(1, 7));
            return;
        }
        switch (action) {
            case READ -> task.begin(ProtectedRead.TYPE).send(lba, blocks, checks);
            case WRITE ->
                task.begin(ProtectedWrite.TYPE).start(lba, blocks, Mode.WRITE, checks, forcesUnitAccess(task));
            case OR -> task.begin(ProtectedWrite.TYPE).start(lba, blocks, Mode.OR, checks, forcesUnitAccess(task));
            case WRITE_AND_VERIFY -> writeAndVerify(task, lba, blocks, checks);
            case VERIFY -> verify(task, lba, blocks, checks);
            case COMPARE_AND_WRITE -> compareAndWrite(task, lba, blocks, checks);
        }
    }

    private static void writeAndVerify(ScsiTask task, long lba, long blocks, ProtectionChecks checks) {
        int check = byteCheck(task);
        if (check > 1) {
            fail(task, SenseData.invalidFieldInCdb(1, 2));
        } else {
            Mode mode = check == 0 ? Mode.WRITE_AND_READ : Mode.WRITE_AND_COMPARE;
            task.begin(ProtectedWrite.TYPE).start(lba, blocks, mode, checks, true);
        }
    }

    private static void verify(ScsiTask task, long lba, long blocks, ProtectionChecks checks) {
        int stride = checks.stride(task.unit().blockSize());
        if (byteCheck(task) == 2) {
            fail(task, SenseData.invalidFieldInCdb(1, 2));
        } else if (blocks == 0) {
            succeed(task);
        } else {
            switch (byteCheck(task)) {
                case 0 -> task.begin(ProtectedRead.TYPE).look(lba, blocks, checks);
                case 1 -> task.begin(ProtectedWrite.TYPE).start(lba, blocks, Mode.COMPARE, checks, false);
                default -> {
                    if (takesExactly(task, stride)) {
                        receive(task, stride, (same, block, bytes) -> same.begin(ProtectedWrite.TYPE)
                                .same(lba, blocks, Mode.COMPARE, checks, block));
                    }
                }
            }
        }
    }

    private void compareAndWrite(ScsiTask task, long lba, long blocks, ProtectionChecks checks) {
        long bytes = 2 * blocks << task.unit().blockShift();
        if (blocks > BlockLimits.maxCompareAndWriteBlocks(task.unit())) {
            fail(task, SenseData.invalidFieldInCdb(BLOCKS_BYTE, 7));
        } else if (blocks == 0) {
            succeed(task);
        } else if (takesExactly(task, bytes)) {
            task.begin(ProtectedWrite.TYPE).start(lba, blocks, Mode.COMPARE_AND_WRITE, checks, forcesUnitAccess(task));
        }
    }
}
