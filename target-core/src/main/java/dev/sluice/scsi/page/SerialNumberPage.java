package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.UnitNexus;

/** Unit serial number; SPC-4 7.8.16. */
public final class SerialNumberPage implements VpdPage {
    @Override
    public int code() {
        return 0x80;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        out.ascii(at.unit().names().serial());
    }
}
