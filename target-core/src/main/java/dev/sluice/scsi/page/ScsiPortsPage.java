package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.ScsiPort;
import dev.sluice.scsi.unit.UnitNexus;

/** SCSI ports: the target ports by which the logical unit is reached; SPC-4 7.8.15. */
public final class ScsiPortsPage implements VpdPage {
    @Override
    public int code() {
        return 0x88;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        for (ScsiPort port : at.unit().ports().ofDevice(at.nexus().target())) {
            PageBytes name = new PageBytes();
            DeviceIdentificationPage.targetPortName(name, port);
            out.u16(0)
                    .u16(port.portTag())
                    .u16(0)
                    .u16(0) // no initiator port
                    .u16(0)
                    .u16(name.length())
                    .bytes(name.toArray());
        }
    }
}
