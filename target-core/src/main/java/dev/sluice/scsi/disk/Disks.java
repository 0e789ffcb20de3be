package dev.sluice.scsi.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.command.CompareAndWrite;
import dev.sluice.scsi.command.EchoBuffer;
import dev.sluice.scsi.command.FormatUnit;
import dev.sluice.scsi.command.GetLbaStatus;
import dev.sluice.scsi.command.IdentifyingInformation;
import dev.sluice.scsi.command.Inquiry;
import dev.sluice.scsi.command.ModeSelect;
import dev.sluice.scsi.command.ModeSense;
import dev.sluice.scsi.command.OrWrite;
import dev.sluice.scsi.command.PersistentReserveIn;
import dev.sluice.scsi.command.PersistentReserveOut;
import dev.sluice.scsi.command.PreFetch;
import dev.sluice.scsi.command.PreventAllowMediumRemoval;
import dev.sluice.scsi.command.ProtectedTransfer;
import dev.sluice.scsi.command.ProtectedWriteSame;
import dev.sluice.scsi.command.Read;
import dev.sluice.scsi.command.ReadCapacity;
import dev.sluice.scsi.command.ReadDefectData;
import dev.sluice.scsi.command.ReportLuns;
import dev.sluice.scsi.command.ReportSupportedOperationCodes;
import dev.sluice.scsi.command.ReportSupportedTaskManagementFunctions;
import dev.sluice.scsi.command.ReportTargetPortGroups;
import dev.sluice.scsi.command.RequestSense;
import dev.sluice.scsi.command.ReserveRelease;
import dev.sluice.scsi.command.Sanitize;
import dev.sluice.scsi.command.SendDiagnostic;
import dev.sluice.scsi.command.SetTargetPortGroups;
import dev.sluice.scsi.command.StartStopUnit;
import dev.sluice.scsi.command.SynchronizeCache;
import dev.sluice.scsi.command.TestUnitReady;
import dev.sluice.scsi.command.Timestamp;
import dev.sluice.scsi.command.Unmap;
import dev.sluice.scsi.command.Verify;
import dev.sluice.scsi.command.Write;
import dev.sluice.scsi.command.WriteAndVerify;
import dev.sluice.scsi.command.WriteAtomic;
import dev.sluice.scsi.command.WriteSame;
import dev.sluice.scsi.copy.CopyAbort;
import dev.sluice.scsi.copy.ExtendedCopy;
import dev.sluice.scsi.copy.PopulateToken;
import dev.sluice.scsi.copy.ReceiveCopyResults;
import dev.sluice.scsi.copy.ThirdPartyCopyPage;
import dev.sluice.scsi.copy.WriteUsingToken;
import dev.sluice.scsi.log.LogSelect;
import dev.sluice.scsi.log.LogSense;
import dev.sluice.scsi.page.BlockCharacteristicsPage;
import dev.sluice.scsi.page.BlockLimitsPage;
import dev.sluice.scsi.page.CachingPage;
import dev.sluice.scsi.page.ControlPage;
import dev.sluice.scsi.page.DeviceIdentificationPage;
import dev.sluice.scsi.page.ExtendedInquiryPage;
import dev.sluice.scsi.page.FixedPages;
import dev.sluice.scsi.page.ModePage;
import dev.sluice.scsi.page.ModePagePolicyPage;
import dev.sluice.scsi.page.ProvisioningPage;
import dev.sluice.scsi.page.ScsiPortsPage;
import dev.sluice.scsi.page.SerialNumberPage;
import dev.sluice.scsi.page.ThresholdsPage;
import dev.sluice.scsi.page.VpdPage;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitMemory;
import java.util.List;
import java.util.stream.Stream;

/** Makes targets and direct access block devices (SBC-3) with all the commands and pages that there are for them. */
public final class Disks {
    /** SPC-4 6.6.2, table 138. */
    private static final int DIRECT_ACCESS = 0x00;

    private static final List<VpdPage> VPD_PAGES = List.of(
            new SerialNumberPage(),
            new DeviceIdentificationPage(),
            new ExtendedInquiryPage(),
            new ModePagePolicyPage(),
            new ScsiPortsPage(),
            new ThirdPartyCopyPage(),
            new BlockLimitsPage(),
            new BlockCharacteristicsPage(),
            new ProvisioningPage());

    private static final List<ModePage> MODE_PAGES = List.of(
            FixedPages.ERROR_RECOVERY,
            FixedPages.DISCONNECT_RECONNECT,
            FixedPages.FORMAT_DEVICE,
            FixedPages.RIGID_DISK_GEOMETRY,
            new CachingPage(),
            new ControlPage(),
            FixedPages.CONTROL_EXTENSION,
            FixedPages.POWER_CONDITION,
            FixedPages.INFORMATIONAL_EXCEPTIONS,
            new ThresholdsPage());

    /** The commands that are the same with and without protection information. */
    private static final List<List<CommandSpec>> COMMON = List.of(
            TestUnitReady.SPECS,
            RequestSense.SPECS,
            Inquiry.specs(DIRECT_ACCESS, VPD_PAGES),
            ModeSelect.specs(MODE_PAGES),
            ModeSense.specs(MODE_PAGES),
            PersistentReserveIn.SPECS,
            PersistentReserveOut.SPECS,
            ReserveRelease.SPECS,
            Sanitize.SPECS,
            ReadDefectData.SPECS,
            StartStopUnit.SPECS,
            PreventAllowMediumRemoval.SPECS,
            ReadCapacity.SPECS,
            PreFetch.SPECS,
            ExtendedCopy.SPECS,
            PopulateToken.SPECS,
            WriteUsingToken.SPECS,
            CopyAbort.SPECS,
            ReceiveCopyResults.SPECS,
            SynchronizeCache.SPECS,
            Unmap.SPECS,
            GetLbaStatus.SPECS,
            LogSense.SPECS,
            LogSelect.SPECS,
            SendDiagnostic.SPECS,
            EchoBuffer.SPECS,
            Timestamp.SPECS,
            IdentifyingInformation.SPECS,
            ReportLuns.SPECS,
            ReportTargetPortGroups.SPECS,
            SetTargetPortGroups.SPECS,
            ReportSupportedOperationCodes.SPECS,
            ReportSupportedTaskManagementFunctions.SPECS);

    private static final CommandTable COMMANDS = table(
            COMMON,
            List.of(
                    FormatUnit.SPECS,
                    Read.SPECS,
                    Write.SPECS,
                    WriteAndVerify.SPECS,
                    CompareAndWrite.SPECS,
                    OrWrite.SPECS,
                    WriteAtomic.SPECS,
                    Verify.SPECS,
                    WriteSame.SPECS));

    private static final CommandTable PROTECTED_COMMANDS =
            table(COMMON, List.of(FormatUnit.PROTECTED_SPECS, ProtectedTransfer.SPECS, ProtectedWriteSame.SPECS));

    private static final CommandTable WITHOUT_UNIT =
            table(List.of(Inquiry.specs(DIRECT_ACCESS, VPD_PAGES), RequestSense.SPECS, ReportLuns.SPECS), List.of());

    private Disks() {}

    private static CommandTable table(List<List<CommandSpec>> some, List<List<CommandSpec>> others) {
        return new CommandTable(Stream.concat(some.stream(), others.stream())
                .flatMap(List::stream)
                .toList());
    }

    /** The target port of that number of the SCSI device of that name, without logical units yet. */
    public static TargetPort target(String name, int portTag) {
        return new TargetPort(name, portTag, WITHOUT_UNIT);
    }

    /** A disk on {@code device}, which stays the caller's to close; what initiators save with it ends with the process. */
    public static LogicalUnit unit(LogicalUnitSettings settings, BlockDevice device, ChannelOpener opener) {
        return unit(settings, device, opener, UnitMemory.NONE);
    }

    /** A disk on {@code device}, which stays the caller's to close; with protection, a {@code ProtectedDevice}. */
    public static LogicalUnit unit(
            LogicalUnitSettings settings, BlockDevice device, ChannelOpener opener, UnitMemory memory) {
        CommandTable commands = settings.protection() == ProtectionType.NONE ? COMMANDS : PROTECTED_COMMANDS;
        return new LogicalUnit(settings, device, opener, commands, memory);
    }
}
