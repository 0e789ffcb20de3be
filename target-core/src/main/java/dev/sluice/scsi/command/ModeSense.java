package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.ModePage;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/** MODE SENSE (6), (10); SPC-4 6.13 and 6.14; without block descriptors and device-specific parameter for drives, MMC-6 6.12. */
public final class ModeSense extends DiskCommand {
    private static final int DBD_BIT = 3;
    private static final int LLBAA_BIT = 4;
    private static final int PAGE_CODE_MASK = 0x3F;

    /** PS in the first byte of a page. */
    private static final int PARAMETERS_SAVEABLE = 0x80;

    private static final int CURRENT = 0;
    private static final int CHANGEABLE = 1;
    private static final int DEFAULT = 2;
    private static final int SAVED = 3;

    private final boolean isLong;
    private final boolean isOptical;
    private final ModePages pages;

    private ModeSense(boolean isLong, boolean isOptical, ModePages pages) {
        this.isLong = isLong;
        this.isOptical = isOptical;
        this.pages = pages;
    }

    public static List<CommandSpec> specs(List<ModePage> pages) {
        return specs("5A 18 FF FF 00 00 00 FF FF 00", false, pages);
    }

    /** Of a CD or DVD drive, which has neither block descriptors nor anything to say of itself beside its pages. */
    public static List<CommandSpec> opticalSpecs(List<ModePage> pages) {
        return specs("5A 08 FF FF 00 00 00 FF FF 00", true, pages);
    }

    private static List<CommandSpec> specs(String usage, boolean isOptical, List<ModePage> pages) {
        ModePages all = new ModePages(pages);
        return List.of(
                CommandSpec.of("MODE SENSE (6)", "1A 08 FF FF FF 00", new ModeSense(false, isOptical, all))
                        .with(Trait.RUNS_IN_STANDBY),
                CommandSpec.of("MODE SENSE (10)", usage, new ModeSense(true, isOptical, all))
                        .with(Trait.RUNS_IN_STANDBY));
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int control = Cdb.u8(cdb, 2) >>> 6;
        int code = Cdb.u8(cdb, 2) & PAGE_CODE_MASK;
        int subpage = Cdb.u8(cdb, 3);
        LogicalUnit unit = task.unit();
        List<ModePage> chosen = pages.select(unit, code, subpage);
        if (chosen.isEmpty() && !pages.has(unit, code)) {
            fail(task, SenseData.invalidFieldInCdb(2, 5));
        } else if (chosen.isEmpty()) {
            fail(task, SenseData.invalidFieldInCdb(3, 7));
        } else if (control == SAVED && !unit.parameters().canSave()) {
            fail(task, SenseData.SAVING_NOT_SUPPORTED);
        } else {
            PageBytes data = header(task);
            for (ModePage page : chosen) {
                data.bytes(values(page, control, task));
            }
            if (isLong) {
                data.set16(0, data.length() - 2);
            } else {
                data.set8(0, Math.min(data.length() - 1, 0xFF));
            }
            reply(task, data, isLong ? Cdb.u16(cdb, 7) : Cdb.u8(cdb, 4));
        }
    }

    private PageBytes header(ScsiTask task) {
        LogicalUnit unit = task.unit();
        boolean longDescriptor = isLong && Cdb.bit(task.cdb(), 1, LLBAA_BIT);
        boolean hasDescriptor = !isOptical && !Cdb.bit(task.cdb(), 1, DBD_BIT);
        int descriptorBytes = !hasDescriptor
                ? 0
                : longDescriptor ? ModePages.LONG_DESCRIPTOR_BYTES : ModePages.SHORT_DESCRIPTOR_BYTES;
        int deviceSpecific = isOptical ? 0 : ModePages.deviceSpecific(task.unitNexus(), task.unitState());
        PageBytes data = new PageBytes();
        if (isLong) {
            data.u16(0)
                    .u8(0)
                    .u8(deviceSpecific)
                    .u8(longDescriptor ? 1 : 0)
                    .u8(0)
                    .u16(descriptorBytes);
        } else {
            data.u8(0).u8(0).u8(deviceSpecific).u8(descriptorBytes);
        }
        if (hasDescriptor) {
            ModePages.blockDescriptor(data, unit, task.unitState(), longDescriptor);
        }
        return data;
    }

    private static byte[] values(ModePage page, int control, ScsiTask task) {
        LogicalUnit unit = task.unit();
        byte[] bytes =
                switch (control) {
                    case CURRENT -> page.values(unit, task.unitState().modes());
                    case CHANGEABLE -> page.changeable(unit);
                    case DEFAULT -> page.values(unit, unit.defaultModes());
                    case SAVED -> page.values(unit, unit.savedModes());
                    default -> throw new IllegalArgumentException("page control " + control);
                };
        if (page.isChangeable() && unit.parameters().canSave()) {
            bytes[0] |= (byte) PARAMETERS_SAVEABLE;
        }
        return bytes;
    }
}
