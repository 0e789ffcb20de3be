package dev.sluice.scsi.log;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.transfer.BlockingWork;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;
import java.util.Optional;

/** LOG SENSE; SPC-4 6.9. All values are current ones: nothing is saved, and there are no defaults. */
public final class LogSense extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("LOG SENSE", "4D 00 FF FF 00 FF FF FF FF 00", new LogSense())
                    .with(Trait.IGNORES_PERSISTENT_RESERVATIONS)
                    .with(Trait.RUNS_IN_STANDBY));

    private static final int SUPPORTED_PAGES = 0x00;
    private static final int PAGE_CODE_MASK = 0x3F;
    private static final int ALL_SUBPAGES = 0xFF;

    /** SPF in the header of a page with a subpage code. */
    private static final int SUBPAGE_FORMAT = 0x40;

    private LogSense() {}

    /** The page, or why there is none. */
    private record Answer(PageBytes page, SenseData refusal) {
        static Answer refused(int fieldByte, int bit) {
            return new Answer(null, SenseData.invalidFieldInCdb(fieldByte, bit));
        }
    }

    @Override
    protected void run(ScsiTask task) {
        int code = Cdb.u8(task.cdb(), 2) & PAGE_CODE_MASK;
        int subpage = Cdb.u8(task.cdb(), 3);
        int pointer = Cdb.u16(task.cdb(), 5);
        LogicalUnit unit = task.unit();
        task.begin(BlockingWork.TYPE).start(() -> answer(unit, code, subpage, pointer), LogSense::end);
    }

    private static void end(ScsiTask task, Answer answer) {
        if (answer.refusal() != null) {
            fail(task, answer.refusal());
        } else {
            reply(task, answer.page(), Cdb.u16(task.cdb(), 7));
        }
    }

    private static Answer answer(LogicalUnit unit, int code, int subpage, int pointer) {
        Optional<LogPage> page = LogPages.ALL.stream()
                .filter(one -> one.code() == code && one.isOfferedBy(unit))
                .findFirst();
        if (code != SUPPORTED_PAGES && page.isEmpty()) {
            return Answer.refused(2, 5);
        }
        if (subpage != 0 && (code != SUPPORTED_PAGES || subpage != ALL_SUBPAGES)) {
            return Answer.refused(3, 7);
        }
        List<LogParameter> parameters = page.map(one -> one.parameters(unit)).orElse(List.of());
        if (pointer > (parameters.isEmpty() ? 0 : parameters.getLast().code())) {
            return Answer.refused(5, 7);
        }
        PageBytes bytes = page.isEmpty()
                ? supportedPages(unit, subpage == ALL_SUBPAGES)
                : new PageBytes().u8(code).u8(0).u16(0);
        parameters.stream().filter(one -> one.code() >= pointer).forEach(one -> one.write(bytes));
        bytes.set16(2, bytes.length() - 4);
        return new Answer(bytes, null);
    }

    /** SPC-4 7.3.19 and 7.3.20. */
    private static PageBytes supportedPages(LogicalUnit unit, boolean withSubpages) {
        PageBytes bytes = new PageBytes();
        bytes.u8(withSubpages ? SUBPAGE_FORMAT : 0)
                .u8(withSubpages ? ALL_SUBPAGES : 0)
                .u16(0);
        entry(bytes, SUPPORTED_PAGES, 0, withSubpages);
        if (withSubpages) {
            entry(bytes, SUPPORTED_PAGES, ALL_SUBPAGES, true);
        }
        for (LogPage page : LogPages.ALL) {
            if (page.isOfferedBy(unit)) {
                entry(bytes, page.code(), 0, withSubpages);
            }
        }
        return bytes;
    }

    private static void entry(PageBytes bytes, int code, int subpage, boolean withSubpages) {
        bytes.u8(code);
        if (withSubpages) {
            bytes.u8(subpage);
        }
    }
}
