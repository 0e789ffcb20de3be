package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.MediumOperation;
import dev.sluice.scsi.unit.MediumOperation.Kind;
import java.util.List;

/** FORMAT UNIT: all blocks read as zeroes afterwards; SBC-3 5.4. There are no defects, and no protection information. */
public final class FormatUnit extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(spec("04 3F 00 00 03 00"));

    /** With FMTPINFO, which has to say what the unit is: the administrator has chosen that. */
    public static final List<CommandSpec> PROTECTED_SPECS = List.of(spec("04 FF 00 00 03 00"));

    private static final int LONG_LIST_BIT = 5;
    private static final int FORMAT_DATA_BIT = 4;
    private static final int SHORT_HEADER_BYTES = 4;
    private static final int LONG_HEADER_BYTES = 8;
    private static final int FLAGS_BYTE = 1;
    private static final int PATTERN_BIT = 3;
    private static final int IMMED_BIT = 1;
    private static final int PROTECTION_MASK = 7;

    private static final int FMTPINFO_SHIFT = 6;

    private FormatUnit() {}

    private static CommandSpec spec(String usage) {
        return CommandSpec.of("FORMAT UNIT", usage, new FormatUnit()).with(Trait.WRITES);
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        ProtectionType protection = task.unit().settings().protection();
        boolean hasList = Cdb.bit(cdb, 1, FORMAT_DATA_BIT);
        if (Cdb.u8(cdb, 1) >>> FMTPINFO_SHIFT != protection.formatField()
                || !hasList && protection.formatUsage() != 0) {
            fail(task, SenseData.invalidFieldInCdb(1, 7));
        } else if (hasList) {
            boolean isLong = Cdb.bit(cdb, 1, LONG_LIST_BIT);
            receive(
                    task,
                    isLong ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES,
                    (same, list, length) -> format(same, list, length, isLong));
        } else {
            format(task, false);
        }
    }

    private static void format(ScsiTask task, byte[] list, int length, boolean isLong) {
        if (length < (isLong ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES)) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else if ((Cdb.u8(list, 0) & PROTECTION_MASK)
                != task.unit().settings().protection().formatUsage()) {
            fail(task, SenseData.invalidFieldInParameterList(0, 2));
        } else if (Cdb.bit(list, FLAGS_BYTE, PATTERN_BIT)) {
            fail(task, SenseData.invalidFieldInParameterList(FLAGS_BYTE, PATTERN_BIT));
        } else if ((isLong ? Cdb.u32(list, 4) : Cdb.u16(list, 2)) != 0) {
            fail(task, SenseData.invalidFieldInParameterList(isLong ? 4 : 2, 7));
        } else {
            format(task, Cdb.bit(list, FLAGS_BYTE, IMMED_BIT));
        }
    }

    private static void format(ScsiTask task, boolean immediately) {
        operate(task, new MediumOperation(Kind.FORMAT, Sanitize.erasing(task.unit()), false), immediately);
    }
}
