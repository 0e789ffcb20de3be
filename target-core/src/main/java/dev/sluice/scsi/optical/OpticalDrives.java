package dev.sluice.scsi.optical;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.command.Inquiry;
import dev.sluice.scsi.command.ModeSelect;
import dev.sluice.scsi.command.ModeSense;
import dev.sluice.scsi.command.PersistentReserveIn;
import dev.sluice.scsi.command.PersistentReserveOut;
import dev.sluice.scsi.command.PreventAllowMediumRemoval;
import dev.sluice.scsi.command.Read;
import dev.sluice.scsi.command.ReadCapacity;
import dev.sluice.scsi.command.ReportLuns;
import dev.sluice.scsi.command.ReportSupportedOperationCodes;
import dev.sluice.scsi.command.ReportSupportedTaskManagementFunctions;
import dev.sluice.scsi.command.RequestSense;
import dev.sluice.scsi.command.ReserveRelease;
import dev.sluice.scsi.command.StartStopUnit;
import dev.sluice.scsi.command.TestUnitReady;
import dev.sluice.scsi.page.DeviceIdentificationPage;
import dev.sluice.scsi.page.FixedPages;
import dev.sluice.scsi.page.ModePage;
import dev.sluice.scsi.page.SerialNumberPage;
import dev.sluice.scsi.page.VpdPage;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitMemory;
import java.util.List;

/** Makes read-only CD and DVD drives (MMC-6), which initiators boot installers from. */
public final class OpticalDrives {
    /** SPC-4 6.6.2, table 138. */
    private static final int CD_DVD = 0x05;

    /** READ CAPACITY (10), of those that a disk has. */
    private static final int READ_CAPACITY = 0x25;

    private static final List<VpdPage> VPD_PAGES = List.of(new SerialNumberPage(), new DeviceIdentificationPage());

    private static final List<ModePage> MODE_PAGES = List.of(
            FixedPages.ERROR_RECOVERY,
            FixedPages.OPTICAL_POWER_CONDITION,
            FixedPages.TIME_OUT_AND_PROTECT,
            new CapabilitiesPage());

    private static final CommandTable COMMANDS = new CommandTable(List.of(
                    TestUnitReady.SPECS,
                    RequestSense.SPECS,
                    Inquiry.specs(CD_DVD, VPD_PAGES),
                    ModeSelect.specs(MODE_PAGES),
                    ModeSense.opticalSpecs(MODE_PAGES),
                    PersistentReserveIn.SPECS,
                    PersistentReserveOut.SPECS,
                    ReserveRelease.SPECS,
                    StartStopUnit.SPECS,
                    PreventAllowMediumRemoval.SPECS,
                    ReadCapacity.SPECS.stream()
                            .filter(spec -> spec.opcode() == READ_CAPACITY)
                            .toList(),
                    Read.OPTICAL_SPECS,
                    ReadCd.SPECS,
                    ReadToc.SPECS,
                    ReadDiscInformation.SPECS,
                    ReadTrackInformation.SPECS,
                    GetPerformance.SPECS,
                    SetStreaming.SPECS,
                    ReadDvdStructure.SPECS,
                    GetConfiguration.SPECS,
                    GetEventStatusNotification.SPECS,
                    MechanismStatus.SPECS,
                    Seek.SPECS,
                    SetCdSpeed.SPECS,
                    ReportLuns.SPECS,
                    ReportSupportedOperationCodes.SPECS,
                    ReportSupportedTaskManagementFunctions.SPECS)
            .stream()
            .flatMap(List::stream)
            .toList());

    private OpticalDrives() {}

    /**
     * A drive on {@code device}, which stays the caller's to close; to exchange its medium, see {@link
     * dev.sluice.scsi.unit.UnitMedium#exchanged}.
     *
     * @param settings such as {@link LogicalUnitSettings#ofDrive}: read-only, removable, with blocks of 2,048 bytes
     */
    public static LogicalUnit unit(LogicalUnitSettings settings, BlockDevice device, ChannelOpener opener) {
        if (!settings.readOnly()
                || !settings.removable()
                || settings.blockSize() != LogicalUnitSettings.OPTICAL_BLOCK) {
            throw new IllegalArgumentException("a CD drive is read-only and removable, and has blocks of "
                    + LogicalUnitSettings.OPTICAL_BLOCK + " bytes");
        }
        return new LogicalUnit(settings, device, opener, COMMANDS, UnitMemory.NONE);
    }
}
