package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** POPULATE TOKEN: makes a token that represents what blocks hold; SBC-3 5.7. */
public final class PopulateToken extends DiskCommand {
    static final int SERVICE_ACTION = 0x10;

    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("POPULATE TOKEN", "83 10 00 00 00 00 FF FF FF FF FF FF FF FF 1F 00", new PopulateToken())
                    .byServiceAction()
                    .with(Trait.NEEDS_MEDIUM));

    private static final int HEADER_BYTES = 16;
    private static final int MOST_BYTES = HEADER_BYTES + 0xFFFF;
    private static final int RTV_BIT = 1;
    private static final int TIMEOUT_AT = 4;
    private static final int TYPE_AT = 8;

    private PopulateToken() {}

    @Override
    protected void run(ScsiTask task) {
        long length = Cdb.u32(task.cdb(), 10);
        if (length == 0) {
            succeed(task);
        } else if (length < HEADER_BYTES || length > MOST_BYTES) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else {
            receive(task, (int) length, PopulateToken::populate);
        }
    }

    private static void populate(ScsiTask task, byte[] list, int length) {
        List<BlockRange> ranges;
        try {
            ranges = TokenList.ranges(task, list, length, HEADER_BYTES);
            check(list);
        } catch (CopyListException e) {
            fail(task, e.why());
            return;
        }
        int seconds = (int) Cdb.u32(list, TIMEOUT_AT);
        CopyOperation operation =
                CopyOperation.withTokens(SERVICE_ACTION, task.unit().blockShift(), false);
        if (!CopyOperations.of(task.unitNexus()).enter(Cdb.u32(task.cdb(), 6), operation)) {
            fail(task, SenseData.of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.OPERATION_IN_PROGRESS));
            return;
        }
        task.begin(TokenCreation.TYPE)
                .start(ranges, seconds == 0 ? CopyLimits.DEFAULT_TIMEOUT_SECONDS : seconds, operation);
    }

    private static void check(byte[] list) throws CopyListException {
        TokenList.require(
                Cdb.u32(list, TIMEOUT_AT) <= CopyLimits.MAX_TIMEOUT_SECONDS,
                SenseData.invalidFieldInParameterList(TIMEOUT_AT, 7));
        int type = (int) Cdb.u32(list, TYPE_AT);
        TokenList.require(
                !Cdb.bit(list, 2, RTV_BIT)
                        || type == TokenBytes.CHANGE_VULNERABLE
                        || type == TokenBytes.ANY_POINT_IN_TIME,
                SenseData.invalidFieldInParameterList(TYPE_AT, 7));
    }
}
