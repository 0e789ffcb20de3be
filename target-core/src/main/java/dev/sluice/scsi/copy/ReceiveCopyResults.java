package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.ScsiTask;
import java.util.Arrays;
import java.util.List;

/** RECEIVE COPY STATUS, OPERATING PARAMETERS, FAILURE DETAILS and ROD TOKEN INFORMATION; SPC-4 6.24 to 6.28. */
public final class ReceiveCopyResults extends DiskCommand {
    private enum What {
        STATUS,
        LONG_STATUS,
        TOKEN_INFORMATION,
        OPERATING_PARAMETERS,
        FAILURE
    }

    public static final List<CommandSpec> SPECS = List.of(
            spec("RECEIVE COPY STATUS (LID1)", "84 00 FF 00 00 00", What.STATUS),
            spec("RECEIVE COPY OPERATING PARAMETERS", "84 03 00 00 00 00", What.OPERATING_PARAMETERS),
            spec("RECEIVE COPY FAILURE DETAILS (LID1)", "84 04 FF 00 00 00", What.FAILURE),
            spec("RECEIVE COPY STATUS (LID4)", "84 05 FF FF FF FF", What.LONG_STATUS),
            spec("RECEIVE ROD TOKEN INFORMATION", "84 07 FF FF FF FF", What.TOKEN_INFORMATION));

    private static final int IN_PROGRESS = 0x00;
    private static final int COMPLETED = 0x01;
    private static final int FAILED = 0x02;

    /** The TRANSFER COUNT is in KiB; SPC-4 table 266. */
    private static final int KIBIBYTES = 1;

    /** The TRANSFER COUNT is in logical blocks. */
    private static final int LOGICAL_BLOCKS = 0xF1;

    /** ESTIMATED STATUS UPDATE DELAY, in milliseconds. */
    private static final int DELAY = 100;

    private static final int FAILURE_HEADER_BYTES = 60;
    private static final int LONG_STATUS_BYTES = 32;

    /** EXTENDED COPY (LID1) operation. */
    private static final int[] DESCRIPTORS = {0x02, 0x0A, 0xE4};

    private final What what;

    private ReceiveCopyResults(What what) {
        this.what = what;
    }

    private static CommandSpec spec(String name, String usage, What what) {
        return CommandSpec.of(name, usage + " 00 00 00 00 FF FF FF FF 00 00", new ReceiveCopyResults(what))
                .byServiceAction();
    }

    @Override
    protected void run(ScsiTask task) {
        long allocationLength = Cdb.u32(task.cdb(), 10);
        if (what == What.OPERATING_PARAMETERS) {
            reply(task, operatingParameters(), allocationLength);
            return;
        }
        boolean isLong = what == What.LONG_STATUS || what == What.TOKEN_INFORMATION;
        long listId = isLong ? Cdb.u32(task.cdb(), 2) : Cdb.u8(task.cdb(), 2);
        CopyOperation operation = CopyOperations.of(task.unitNexus()).find(listId);
        if (operation == null || what == What.FAILURE && operation.isUnderWay()) {
            fail(task, SenseData.invalidFieldInCdb(2, 7));
        } else {
            PageBytes data =
                    switch (what) {
                        case STATUS -> status(operation);
                        case LONG_STATUS -> longStatus(operation, KIBIBYTES, operation.bytesDone() >>> 10);
                        case TOKEN_INFORMATION -> tokenInformation(operation);
                        default -> failure(operation);
                    };
            data.set32(0, data.length() - 4);
            reply(task, data, allocationLength);
        }
    }

    private static int code(CopyOperation operation) {
        return operation.isUnderWay() ? IN_PROGRESS : operation.failure() == null ? COMPLETED : FAILED;
    }

    private static PageBytes status(CopyOperation operation) {
        return new PageBytes()
                .u32(0)
                .u8(code(operation))
                .u16(operation.segmentsDone())
                .u8(KIBIBYTES)
                .u32(operation.bytesDone() >>> 10);
    }

    private static PageBytes longStatus(CopyOperation operation, int units, long count) {
        byte[] sense = sense(operation);
        return new PageBytes()
                .u32(0)
                .u8(operation.serviceAction())
                .u8(operation.status())
                .u16(0)
                .u32(operation.isUnderWay() ? DELAY : 0)
                .u8(operation.failure() == null ? 0 : ScsiStatus.CHECK_CONDITION.code())
                .u8(sense.length)
                .u8(sense.length)
                .u8(units)
                .u64(count)
                .u16(operation.segmentsDone())
                .zeros(LONG_STATUS_BYTES - 26)
                .bytes(sense);
    }

    private static PageBytes tokenInformation(CopyOperation operation) {
        PageBytes data = longStatus(operation, LOGICAL_BLOCKS, operation.blocksDone());
        byte[] token = operation.token();
        if (token == null) {
            return data.u32(0);
        }
        return data.u32(2 + token.length).u16(0).bytes(token);
    }

    private static PageBytes failure(CopyOperation operation) {
        byte[] sense = sense(operation);
        PageBytes data = new PageBytes().zeros(FAILURE_HEADER_BYTES - 4);
        return data.u8(operation.failure() == null ? 0 : ScsiStatus.CHECK_CONDITION.code())
                .u8(0)
                .u16(sense.length)
                .bytes(sense);
    }

    private static byte[] sense(CopyOperation operation) {
        byte[] sense = new byte[SenseData.MAX_BYTES];
        return operation.failure() == null
                ? new byte[0]
                : Arrays.copyOf(sense, operation.failure().encode(false, sense));
    }

    private static PageBytes operatingParameters() {
        PageBytes data = new PageBytes()
                .u32(0)
                .u8(1) // SNLID: no list identifier is taken
                .zeros(3)
                .u16(CopyLimits.MAX_CSCD_DESCRIPTORS)
                .u16(CopyLimits.MAX_SEGMENT_DESCRIPTORS)
                .u32(CopyLimits.MAX_DESCRIPTOR_BYTES)
                .u32(CopyLimits.MAX_SEGMENT_BYTES)
                .u32(0) // inline data
                .u32(0) // held data
                .u32(0) // stream devices
                .u16(0)
                .u16(0) // concurrent copies of all, not limited
                .u8(CopyLimits.MAX_OPERATIONS)
                .u8(CopyLimits.GRANULARITY_LOG)
                .zeros(5)
                .u8(DESCRIPTORS.length);
        for (int descriptor : DESCRIPTORS) {
            data.u8(descriptor);
        }
        data.set32(0, data.length() - 4);
        return data;
    }
}
