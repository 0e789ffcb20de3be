package dev.sluice.scsi.optical;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.UnitNexus;
import dev.sluice.scsi.unit.UnitState;
import java.util.List;

/** GET EVENT STATUS NOTIFICATION: whether the medium and with it the features have changed, for those who poll; MMC-6 6.7. */
final class GetEventStatusNotification extends DiskCommand {
    static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "GET EVENT STATUS NOTIFICATION", "4A 01 00 00 FF 00 00 FF FF 00", new GetEventStatusNotification())
            .with(Trait.ATTENTION_EXEMPT));

    private static final int POLLED_BIT = 0;
    private static final int NO_EVENT_AVAILABLE = 0x80;
    private static final int NO_CHANGE = 0;

    private static final int FEATURES_CHANGED = 2;
    private static final int FEATURE_CHANGE = 1;

    private static final int ACTIVE = 1;

    private static final int NEW_MEDIA = 2;
    private static final int MEDIA_REMOVAL = 3;
    private static final int MEDIA_PRESENT = 0x02;

    /** Classes of events by their numbers, those that come first are told first; MMC-6 table 284. */
    private enum EventClass {
        OPERATIONAL_CHANGE(1),
        POWER_MANAGEMENT(2),
        MEDIA(4),
        DEVICE_BUSY(6);

        static final EventClass[] ALL = values();

        static final int SUPPORTED = 0x56;

        final int code;

        EventClass(int code) {
            this.code = code;
        }

        int bit() {
            return 1 << code;
        }

        /** Takes the event of that class, if there is one. */
        boolean take(UnitNexus nexus) {
            return switch (this) {
                case OPERATIONAL_CHANGE -> nexus.takeFeatureChange();
                case MEDIA -> nexus.takeMediumChange();
                case POWER_MANAGEMENT, DEVICE_BUSY -> false;
            };
        }

        void write(PageBytes out, boolean happened, UnitState state) {
            boolean present = state.mediumLoaded();
            switch (this) {
                case OPERATIONAL_CHANGE ->
                    out.u8(happened ? FEATURES_CHANGED : NO_CHANGE).u8(0).u16(happened ? FEATURE_CHANGE : 0);
                case POWER_MANAGEMENT -> out.u8(NO_CHANGE).u8(ACTIVE).u16(0);
                case MEDIA ->
                    out.u8(!happened ? NO_CHANGE : present ? NEW_MEDIA : MEDIA_REMOVAL)
                            .u8(present ? MEDIA_PRESENT : 0)
                            .u16(0);
                case DEVICE_BUSY -> out.u32(0);
            }
        }
    }

    private GetEventStatusNotification() {}

    @Override
    protected void run(ScsiTask task) {
        byte[] cdb = task.cdb();
        if (!Cdb.bit(cdb, 1, POLLED_BIT)) {
            fail(task, SenseData.invalidFieldInCdb(1, POLLED_BIT));
            return;
        }
        int asked = Cdb.u8(cdb, 4);
        EventClass told = null;
        boolean happened = false;
        for (EventClass one : EventClass.ALL) {
            if ((asked & one.bit()) != 0 && !happened) {
                happened = one.take(task.unitNexus());
                told = happened || told == null ? one : told;
            }
        }
        PageBytes data = new PageBytes()
                .u16(0)
                .u8(told == null ? NO_EVENT_AVAILABLE : told.code)
                .u8(EventClass.SUPPORTED);
        if (told != null) {
            told.write(data, happened, task.unitState());
        }
        data.set16(0, data.length() - 2);
        reply(task, data, Cdb.u16(cdb, 7));
    }
}
