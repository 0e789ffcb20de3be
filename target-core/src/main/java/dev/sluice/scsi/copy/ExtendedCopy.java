package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.Arrays;
import java.util.List;

/** EXTENDED COPY (LID1), (LID4): copies blocks without sending them to the initiator and back; SPC-4 6.4 and 6.5. */
public final class ExtendedCopy extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("EXTENDED COPY (LID1)", "83 00 00 00 00 00 00 00 00 00 FF FF FF FF 00 00", false),
            spec("EXTENDED COPY (LID4)", "83 01 00 00 00 00 00 00 00 00 FF FF FF FF 00 00", true));

    private static final int MAX_LIST_BYTES = 48 + CopyLimits.MAX_DESCRIPTOR_BYTES;

    private final boolean isLong;

    private ExtendedCopy(boolean isLong) {
        this.isLong = isLong;
    }

    private static CommandSpec spec(String name, String usage, boolean isLong) {
        return CommandSpec.of(name, usage, new ExtendedCopy(isLong))
                .byServiceAction()
                .with(Trait.NEEDS_MEDIUM)
                .with(Trait.NEEDS_RESERVATION);
    }

    @Override
    protected void run(ScsiTask task) {
        long length = Cdb.u32(task.cdb(), 10);
        if (length == 0) {
            succeed(task);
        } else if (length > MAX_LIST_BYTES) {
            transferLength(task, length);
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else {
            receive(task, (int) length, this::copy);
        }
    }

    private void copy(ScsiTask task, byte[] parameters, int length) {
        CopyList list;
        try {
            list = CopyList.parse(task.unitNexus(), Arrays.copyOf(parameters, length), isLong);
        } catch (CopyListException e) {
            fail(task, e.why());
            return;
        }
        CopyOperation operation = CopyOperation.extended(isLong ? 1 : 0);
        if (list.listId() >= 0 && !CopyOperations.of(task.unitNexus()).enter(list.listId(), operation)) {
            fail(task, SenseData.of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.OPERATION_IN_PROGRESS));
            return;
        }
        task.begin(CopyTransfer.TYPE).start(list.segments(), operation);
    }
}
