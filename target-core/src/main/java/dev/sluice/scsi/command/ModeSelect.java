package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.ModePage;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** MODE SELECT (6), (10); SPC-4 6.11 and 6.12. All pages are checked before any takes effect. */
public final class ModeSelect extends DiskCommand {
    private static final int PF_BIT = 4;
    private static final int SP_BIT = 0;
    private static final int PAGE_CODE_MASK = 0x3F;

    private record Change(ModePage page, byte[] values) {}

    private final boolean isLong;
    private final ModePages pages;

    private ModeSelect(boolean isLong, ModePages pages) {
        this.isLong = isLong;
        this.pages = pages;
    }

    public static List<CommandSpec> specs(List<ModePage> pages) {
        ModePages all = new ModePages(pages);
        return List.of(
                CommandSpec.of("MODE SELECT (6)", "15 11 00 00 FF 00", new ModeSelect(false, all))
                        .with(Trait.NEEDS_RESERVATION)
                        .with(Trait.RUNS_IN_STANDBY),
                CommandSpec.of("MODE SELECT (10)", "55 11 00 00 00 00 00 FF FF 00", new ModeSelect(true, all))
                        .with(Trait.NEEDS_RESERVATION)
                        .with(Trait.RUNS_IN_STANDBY));
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int length = isLong ? Cdb.u16(cdb, 7) : Cdb.u8(cdb, 4);
        if (!Cdb.bit(cdb, 1, PF_BIT)) {
            fail(task, SenseData.invalidFieldInCdb(1, PF_BIT));
        } else if (Cdb.bit(cdb, 1, SP_BIT) && !task.unit().parameters().canSave()) {
            fail(task, SenseData.invalidFieldInCdb(1, SP_BIT));
        } else if (length == 0) {
            succeed(task);
        } else {
            receive(task, length, this::select);
        }
    }

    private void select(ScsiTask task, byte[] list, int length) {
        int header = isLong ? 8 : 4;
        if (length < header) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            return;
        }
        int descriptors = isLong ? Cdb.u16(list, 6) : Cdb.u8(list, 3);
        if (header + descriptors > length) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            return;
        }
        SenseData wrong = checkDescriptor(task, list, header, descriptors, isLong && (list[4] & 1) != 0);
        List<Change> changes = new ArrayList<>();
        int at = header + descriptors;
        while (wrong == null && at < length) {
            wrong = addPage(task, list, at, length, changes);
            at += changes.isEmpty() ? 0 : changes.getLast().values().length;
        }
        if (wrong == null) {
            apply(task, changes);
        } else {
            fail(task, wrong);
        }
    }

    /** The block size and the capacity stay as they are. */
    private static SenseData checkDescriptor(ScsiTask task, byte[] list, int at, int bytes, boolean isLong) {
        if (bytes == 0) {
            return null;
        }
        int lengthField = isLong ? at + 12 : at + 4;
        int expected = isLong ? ModePages.LONG_DESCRIPTOR_BYTES : ModePages.SHORT_DESCRIPTOR_BYTES;
        if (bytes != expected) {
            return SenseData.invalidFieldInParameterList(at - 1, 7);
        }
        long blockSize = Cdb.u32(list, lengthField) & 0xFFFFFF;
        return blockSize == task.unit().blockSize() ? null : SenseData.invalidFieldInParameterList(lengthField, 7);
    }

    private SenseData addPage(ScsiTask task, byte[] list, int at, int end, List<Change> changes) {
        boolean hasSubpage = (list[at] & ModePage.SUBPAGE_FORMAT) != 0;
        int header = hasSubpage ? 4 : 2;
        if (at + header > end) {
            return SenseData.PARAMETER_LIST_LENGTH_ERROR;
        }
        ModePage page = pages.find(
                task.unit(), list[at] & PAGE_CODE_MASK, hasSubpage ? Cdb.u8(list, at + 1) : ModePages.NO_SUBPAGE);
        if (page == null || hasSubpage && page.subpage() == ModePages.NO_SUBPAGE) {
            return SenseData.invalidFieldInParameterList(at, 5);
        }
        byte[] current = page.values(task.unit(), task.unitState().modes());
        int length = hasSubpage ? Cdb.u16(list, at + 2) : Cdb.u8(list, at + 1);
        if (length != current.length - header) {
            return SenseData.invalidFieldInParameterList(at + (hasSubpage ? 2 : 1), 7);
        }
        if (at + current.length > end) {
            return SenseData.PARAMETER_LIST_LENGTH_ERROR;
        }
        byte[] changeable = page.changeable(task.unit());
        byte[] wanted = Arrays.copyOfRange(list, at, at + current.length);
        for (int i = header; i < wanted.length; i++) {
            if (((wanted[i] ^ current[i]) & ~changeable[i]) != 0) {
                return SenseData.invalidFieldInParameterList(at + i, 7);
            }
        }
        if (page.select(task.unitState().modes(), wanted) == null) {
            return SenseData.invalidFieldInParameterList(at + header, 7);
        }
        changes.add(new Change(page, wanted));
        return null;
    }

    private static void apply(ScsiTask task, List<Change> changes) {
        LogicalUnit unit = task.unit();
        boolean cached = unit.state().modes().writeCache();
        unit.changeModes(task.unitNexus(), modes -> {
            UnitModes changed = modes;
            for (Change change : changes) {
                changed = change.page().select(changed, change.values());
            }
            return changed;
        });
        boolean flushes = cached && !unit.state().modes().writeCache();
        if (Cdb.bit(task.cdb(), 1, SP_BIT)) {
            UnitModes modes = unit.state().modes();
            save(task, saved -> saved.withModes(modes), done -> end(done, flushes));
        } else {
            end(task, flushes);
        }
    }

    private static void end(ScsiTask task, boolean flushes) {
        if (flushes) {
            flush(task);
        } else {
            succeed(task);
        }
    }
}
