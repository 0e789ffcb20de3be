package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitModes;
import java.util.Arrays;
import java.util.function.Function;

/** A mode page that nobody can change. */
record FixedModePage(int code, int subpage, Function<LogicalUnit, PageBytes> page) implements ModePage {
    @Override
    public boolean isChangeable() {
        return false;
    }

    @Override
    public byte[] values(LogicalUnit unit, UnitModes modes) {
        return page.apply(unit).toArray();
    }

    @Override
    public byte[] changeable(LogicalUnit unit) {
        byte[] mask = values(unit, null);
        int header = subpage == 0 ? 2 : 4;
        Arrays.fill(mask, header, mask.length, (byte) 0);
        return mask;
    }

    @Override
    public UnitModes select(UnitModes modes, byte[] bytes) {
        return modes;
    }
}
