package dev.sluice.scsi.command;

import dev.sluice.io.device.Extent;
import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.BlockingWork;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/**
 * GET LBA STATUS; SBC-3 5.4. Tells which blocks take space, as far as the device knows; a block that does in part counts as
 * mapped. Devices may have to look that up on a disk, so it is not done on the loop.
 */
public final class GetLbaStatus extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("GET LBA STATUS", "9E 12 FF FF FF FF FF FF FF FF FF FF FF FF 00 00", new GetLbaStatus())
                    .byServiceAction()
                    .with(Trait.NEEDS_MEDIUM)
                    .onlyIf(LogicalUnit::isThin));

    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 16;

    /** However much the initiator takes. */
    private static final int MAX_DESCRIPTORS = 256;

    /** The number of calls to a device for one command: small extents of the same kind could go on for ever. */
    private static final int MAX_EXTENTS = 1024;

    private GetLbaStatus() {}

    @Override
    protected void run(ScsiTask task) {
        long first = Cdb.u64(task.cdb(), 2);
        long allocationLength = Cdb.u32(task.cdb(), 10);
        if (!inRange(task, first, 1)) {
            return;
        }
        LogicalUnit unit = task.unit();
        long capacity = task.unitState().blocks();
        int descriptors = (int) Math.clamp((allocationLength - HEADER_BYTES) / DESCRIPTOR_BYTES, 1L, MAX_DESCRIPTORS);
        task.begin(BlockingWork.TYPE)
                .start(
                        () -> status(unit, first, capacity, descriptors),
                        (same, data) -> reply(same, data, allocationLength));
    }

    private static PageBytes status(LogicalUnit unit, long first, long capacity, int descriptors) {
        LbaStatusList list = new LbaStatusList(first, descriptors);
        int shift = unit.blockShift();
        for (int i = 0; i < MAX_EXTENTS && list.end() < capacity && !list.isFull(); i++) {
            long block = list.end();
            Extent extent = unit.storage().extentAt(block << shift);
            long whole = extent.end() >>> shift;
            if (extent.allocated() || whole == block) {
                list.add(Math.min(capacity, Math.ceilDiv(extent.end(), unit.blockSize())), true);
            } else {
                list.add(Math.min(capacity, whole), false);
            }
        }
        return list.encode();
    }
}
