package dev.sluice.scsi.page;

import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.ScsiPort;
import dev.sluice.scsi.unit.UnitNexus;
import java.nio.charset.StandardCharsets;

/** Device identification: who the logical unit, the target port and the target are; SPC-4 7.8.6. */
public final class DeviceIdentificationPage implements VpdPage {
    /** Protocol identifier of iSCSI; SPC-4 7.6.1, table 361. */
    private static final int ISCSI = 5;

    private static final int BINARY = 1;
    private static final int ASCII = 2;
    private static final int UTF8 = 3;

    private static final int LOGICAL_UNIT = 0;
    private static final int TARGET_PORT = 1;
    private static final int TARGET_DEVICE = 2;

    private static final int T10_VENDOR_ID = 1;
    private static final int NAA = 3;
    private static final int RELATIVE_TARGET_PORT = 4;
    private static final int TARGET_PORT_GROUP = 5;
    private static final int SCSI_NAME_STRING = 8;

    @Override
    public int code() {
        return 0x83;
    }

    @Override
    public void write(UnitNexus at, PageBytes out) {
        LogicalUnit unit = at.unit();
        designator(
                out,
                BINARY,
                LOGICAL_UNIT,
                NAA,
                new PageBytes().bytes(unit.names().naaBytes()));
        designator(
                out,
                ASCII,
                LOGICAL_UNIT,
                T10_VENDOR_ID,
                new PageBytes().ascii(unit.names().t10()));
        String target = at.nexus().target().name();
        int port = at.nexus().target().portTag();
        designator(
                out,
                BINARY,
                TARGET_PORT,
                RELATIVE_TARGET_PORT,
                new PageBytes().u16(0).u16(port));
        designator(
                out,
                BINARY,
                TARGET_PORT,
                TARGET_PORT_GROUP,
                new PageBytes().u16(0).u16(port));
        targetPortName(out, at.nexus().target());
        designator(out, UTF8, TARGET_DEVICE, SCSI_NAME_STRING, nameString(target));
    }

    /** The designator of a port's name. */
    static void targetPortName(PageBytes out, ScsiPort port) {
        designator(
                out,
                UTF8,
                TARGET_PORT,
                SCSI_NAME_STRING,
                nameString("%s,t,0x%04x".formatted(port.name(), port.portTag())));
    }

    /** A null byte ends it, and more fill it up to a multiple of four; SPC-4 7.8.6.11. */
    private static PageBytes nameString(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return new PageBytes().bytes(text).zeros(4 - text.length % 4);
    }

    private static void designator(PageBytes out, int codeSet, int association, int type, PageBytes value) {
        int protocol = association == LOGICAL_UNIT ? 0 : ISCSI;
        int protocolValid = association == LOGICAL_UNIT ? 0 : 0x80;
        out.u8(protocol << 4 | codeSet)
                .u8(protocolValid | association << 4 | type)
                .u8(0)
                .u8(value.length())
                .bytes(value.toArray());
    }
}
