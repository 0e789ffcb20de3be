package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitState;
import java.util.List;

/** GET CONFIGURATION: the features of a drive that reads CDs and DVDs; MMC-6 6.6 and 5. */
final class GetConfiguration extends DiskCommand {
    static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("GET CONFIGURATION", "46 03 FF FF 00 00 00 FF FF 00", new GetConfiguration())
                    .with(Trait.ATTENTION_EXEMPT));

    private static final int REQUEST_TYPE_MASK = 3;
    private static final int CURRENT_ONLY = 1;
    private static final int ONE_FEATURE = 2;

    private static final int CD_ROM = 0x0008;
    private static final int DVD_ROM = 0x0010;

    private static final int PERSISTENT = 0x02;
    private static final int CURRENT = 0x01;
    private static final int VERSION_SHIFT = 2;

    private static final int PHYSICAL_INTERFACE_SCSI = 1;

    /** INQ2 and DBE: INQUIRY has pages, and there are events of the class that says how busy the drive is. */
    private static final int PAGES_AND_BUSY_EVENTS = 0x03;

    /** OCEvent: there are events of the class that says which features have changed. */
    private static final int CHANGE_EVENTS = 0x02;

    /** A tray that can be loaded, ejected and locked. */
    private static final int TRAY = 0x39;

    /** Blocks that a DVD is read in: those of an error correction code. */
    private static final int DVD_BLOCKING = 16;

    /** PP: there is a mode page about error recovery. */
    private static final int ERROR_RECOVERY_PAGE = 0x01;

    /** SCS: SET CD SPEED is there. */
    private static final int SPEED_CAN_BE_SET = 0x08;

    /** Features, MMC-6 table 90. Whatever one demands is there: commands, mode pages and classes of events. */
    private enum Feature {
        PROFILE_LIST(0x0000, 0, true),
        CORE(0x0001, 2, true),
        MORPHING(0x0002, 1, true),
        REMOVABLE_MEDIUM(0x0003, 2, true),
        RANDOM_READABLE(0x0010, 0, false),
        MULTI_READ(0x001D, 0, false),
        CD_READ(0x001E, 2, false),
        DVD_READ(0x001F, 1, false),
        POWER_MANAGEMENT(0x0100, 0, true),
        TIME_OUT(0x0105, 1, true),
        REAL_TIME_STREAMING(0x0107, 3, false);

        final int code;
        final int version;
        final boolean persistent;

        Feature(int code, int version, boolean persistent) {
            this.code = code;
            this.version = version;
            this.persistent = persistent;
        }

        boolean isCurrent(UnitState state) {
            return switch (this) {
                case RANDOM_READABLE, REAL_TIME_STREAMING -> state.mediumLoaded();
                case MULTI_READ, CD_READ -> Disc.isCd(state);
                case DVD_READ -> Disc.isDvd(state);
                default -> true;
            };
        }

        void write(PageBytes out, UnitState state) {
            out.u16(code)
                    .u8(version << VERSION_SHIFT | (persistent ? PERSISTENT : 0) | (isCurrent(state) ? CURRENT : 0));
            int lengthAt = out.length();
            out.u8(0);
            switch (this) {
                case PROFILE_LIST ->
                    out.u16(DVD_ROM)
                            .u8(Disc.isDvd(state) ? CURRENT : 0)
                            .u8(0)
                            .u16(CD_ROM)
                            .u8(Disc.isCd(state) ? CURRENT : 0)
                            .u8(0);
                case CORE ->
                    out.u32(PHYSICAL_INTERFACE_SCSI).u8(PAGES_AND_BUSY_EVENTS).zeros(3);
                case MORPHING -> out.u8(CHANGE_EVENTS).zeros(3);
                case CD_READ, DVD_READ, TIME_OUT -> out.u32(0);
                case REMOVABLE_MEDIUM -> out.u8(TRAY).zeros(3);
                case RANDOM_READABLE ->
                    out.u32(LogicalUnitSettings.OPTICAL_BLOCK)
                            .u16(Disc.isDvd(state) ? DVD_BLOCKING : 1)
                            .u8(ERROR_RECOVERY_PAGE)
                            .u8(0);
                case REAL_TIME_STREAMING -> out.u8(SPEED_CAN_BE_SET).zeros(3);
                case MULTI_READ, POWER_MANAGEMENT -> {}
            }
            out.set8(lengthAt, out.length() - lengthAt - 1);
        }
    }

    private GetConfiguration() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        int type = Cdb.u8(cdb, 1) & REQUEST_TYPE_MASK;
        int from = Cdb.u16(cdb, 2);
        if (type > ONE_FEATURE) {
            fail(task, SenseData.invalidFieldInCdb(1, 1));
            return;
        }
        UnitState state = task.unitState();
        PageBytes data = new PageBytes().u32(0).u16(0).u16(Disc.isDvd(state) ? DVD_ROM : Disc.isCd(state) ? CD_ROM : 0);
        for (Feature feature : Feature.values()) {
            boolean wanted = type == ONE_FEATURE
                    ? feature.code == from
                    : feature.code >= from && (type != CURRENT_ONLY || feature.isCurrent(state));
            if (wanted) {
                feature.write(data, state);
            }
        }
        data.set32(0, data.length() - 4);
        reply(task, data, Cdb.u16(cdb, 7));
    }
}
