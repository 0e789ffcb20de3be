package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.page.VpdPage;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.UnitIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** INQUIRY: standard data and the pages of vital product data; SPC-4 6.6. */
public final class Inquiry extends DiskCommand {
    private static final int EVPD_BIT = 0;

    /** PERIPHERAL QUALIFIER 011b with device type 1Fh: there is nothing at this LUN and never will be. */
    private static final int NO_UNIT = 0x7F;

    private static final int REMOVABLE = 0x80;

    /** SPC-4. */
    private static final int VERSION = 0x06;

    /** HISUP, and response data format 2. */
    private static final int HISUP_FORMAT = 0x12;

    /** TPGS: access states change by themselves and by SET TARGET PORT GROUPS. */
    private static final int ASYMMETRIC_ACCESS = 0x30;

    /** 3PC: there are third-party copy commands. */
    private static final int THIRD_PARTY_COPY = 0x08;

    /** PROTECT: there is protection information. */
    private static final int PROTECT = 0x01;

    /** CMDQUE. */
    private static final int COMMAND_QUEUING = 0x02;

    private static final int STANDARD_BYTES = 96;

    /** No version claimed; SPC-4 6.6.2, table 142. */
    private static final int SAM_5 = 0x00A0;

    private static final int SPC_4 = 0x0460;
    private static final int SBC_3 = 0x04C0;
    private static final int MMC_6 = 0x04E0;
    private static final int ISCSI = 0x0960;

    private final int deviceType;
    private final List<VpdPage> pages;

    private Inquiry(int deviceType, List<VpdPage> pages) {
        this.deviceType = deviceType;
        this.pages = new ArrayList<>(pages);
        this.pages.sort(Comparator.comparingInt(VpdPage::code));
    }

    /**
     * @param deviceType the PERIPHERAL DEVICE TYPE
     * @param pages besides page 00, which lists them
     */
    public static List<CommandSpec> specs(int deviceType, List<VpdPage> pages) {
        return List.of(CommandSpec.of("INQUIRY", "12 01 FF FF FF 00", new Inquiry(deviceType, pages))
                .with(Trait.ATTENTION_EXEMPT)
                .with(Trait.IGNORES_RESERVATIONS)
                .with(Trait.RUNS_DURING_OPERATIONS));
    }

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int code = Cdb.u8(cdb, 2);
        PageBytes data = Cdb.bit(cdb, 1, EVPD_BIT) ? vitalProductData(task, code) : code == 0 ? standard(task) : null;
        if (data == null) {
            fail(task, SenseData.invalidFieldInCdb(2, 7));
        } else {
            reply(task, data, Cdb.u16(cdb, 3));
        }
    }

    private PageBytes standard(ScsiTask task) {
        boolean exists = task.unitNexus() != null;
        boolean isProtected = exists && task.unit().settings().protection() != ProtectionType.NONE;
        PageBytes data = new PageBytes()
                .u8(exists ? deviceType : NO_UNIT)
                .u8(exists && task.unit().settings().removable() ? REMOVABLE : 0)
                .u8(VERSION)
                .u8(HISUP_FORMAT)
                .u8(STANDARD_BYTES - 5)
                .u8(deviceType == 0 ? ASYMMETRIC_ACCESS | THIRD_PARTY_COPY | (isProtected ? PROTECT : 0) : 0)
                .u8(0)
                .u8(COMMAND_QUEUING);
        UnitIdentity id = exists ? task.unit().settings().id() : null;
        data.padded(exists ? id.vendor() : UnitIdentity.DEFAULT_VENDOR, 8)
                .padded(exists ? id.product() : "", 16)
                .padded(exists ? id.revision() : UnitIdentity.DEFAULT_REVISION, 4)
                .zeros(22);
        data.u16(SAM_5).u16(SPC_4).u16(deviceType == 0 ? SBC_3 : MMC_6).u16(ISCSI);
        return data.zeros(STANDARD_BYTES - data.length());
    }

    private PageBytes vitalProductData(ScsiTask task, int code) {
        if (task.unitNexus() == null) {
            return null;
        }
        PageBytes data = new PageBytes().u8(deviceType).u8(code).u16(0);
        if (code == 0) {
            data.u8(0);
            pages.forEach(page -> data.u8(page.code()));
        } else {
            VpdPage page = find(code);
            if (page == null) {
                return null;
            }
            page.write(task.unitNexus(), data);
        }
        data.set16(2, data.length() - 4);
        return data;
    }

    private VpdPage find(int code) {
        for (VpdPage page : pages) {
            if (page.code() == code) {
                return page;
            }
        }
        return null;
    }
}
