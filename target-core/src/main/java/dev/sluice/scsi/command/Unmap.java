package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.ProtectedReset;
import dev.sluice.scsi.transfer.RangeSequence;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/**
 * UNMAP; SBC-3 5.28. Refuses nothing that the parameter list can say, but what lies outside of the medium: some guests
 * never unmap again after one refusal.
 */
public final class Unmap extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("UNMAP", "42 00 00 00 00 00 1F FF FF 00", new Unmap())
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.WRITES)
                    .onlyIf(LogicalUnit::isThin));

    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 16;

    private Unmap() {}

    @Override
    protected void run(ScsiTask task) {
        int length = Cdb.u16(task.cdb(), 7);
        if (length == 0) {
            succeed(task);
        } else if (length < HEADER_BYTES) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else {
            receive(task, length, Unmap::unmap);
        }
    }

    private static void unmap(ScsiTask task, byte[] list, int length) {
        if (length < HEADER_BYTES) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            return;
        }
        int descriptors = Math.min(Cdb.u16(list, 2), length - HEADER_BYTES) / DESCRIPTOR_BYTES;
        for (int i = 0; i < descriptors; i++) {
            int at = HEADER_BYTES + i * DESCRIPTOR_BYTES;
            if (!inRange(task, Cdb.u64(list, at), Cdb.u32(list, at + 8))) {
                return;
            }
        }
        if (task.unit().settings().protection() != ProtectionType.NONE) {
            ProtectedReset ranges = task.begin(ProtectedReset.TYPE).clear();
            for (int i = 0; i < descriptors; i++) {
                int at = HEADER_BYTES + i * DESCRIPTOR_BYTES;
                ranges.add(Cdb.u64(list, at), Cdb.u32(list, at + 8));
            }
            ranges.unmap();
            return;
        }
        RangeSequence ranges = task.begin(RangeSequence.TYPE).clear();
        int shift = task.unit().blockShift();
        for (int i = 0; i < descriptors; i++) {
            int at = HEADER_BYTES + i * DESCRIPTOR_BYTES;
            ranges.add(Cdb.u64(list, at) << shift, Cdb.u32(list, at + 8) << shift);
        }
        ranges.unmap();
    }
}
