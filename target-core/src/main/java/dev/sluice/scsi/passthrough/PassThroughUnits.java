package dev.sluice.scsi.passthrough;

import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.scsi.command.PersistentReserveIn;
import dev.sluice.scsi.command.PersistentReserveOut;
import dev.sluice.scsi.command.ReportLuns;
import dev.sluice.scsi.command.ReportSupportedTaskManagementFunctions;
import dev.sluice.scsi.command.ReserveRelease;
import dev.sluice.scsi.task.CommandHandler;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes logical units of which a {@link CommandDevice} carries out the commands. What concerns several initiators is the target's own, as the
 * device knows only one, this machine: reservations, the list of logical units, task management.
 */
public final class PassThroughUnits {
    /** The commands that are allowed while another nexus has reserved the unit for writing, but not all access; by SPC-4 table 66 and its kin. */
    private static final int[] READS = {
        0x05, 0x08, 0x1A, 0x1C, 0x28, 0x2F, 0x34, 0x3C, 0x43, 0x44, 0x46, 0x4A, 0x4D, 0x5A, 0x5C, 0x88, 0x8C, 0x8F,
        0xA8, 0xAD, 0xAF, 0xB8, 0xBE
    };

    /** PREVENT; SBC-3 5.14. */
    private static final int PREVENT_MASK = 0x03;

    private static final int MAINTENANCE_IN = 0xA3;
    private static final int[] REPORTS = {0x05, 0x0A, 0x0B, 0x0C, 0x0E, 0x0F, 0x10};

    private PassThroughUnits() {}

    /**
     * A unit whose commands go to {@code device}, which stays the caller's to close.
     *
     * @param settings only the identity counts: for the rest, the device speaks for itself
     */
    public static LogicalUnit unit(LogicalUnitSettings settings, CommandDevice device, UnitMemory memory) {
        CommandTable commands = commands(new Forward(device), new ForwardRequestSense(device));
        // Removable, as only such a unit may be of no size.
        return new LogicalUnit(settings.withRemovable(true), device, ChannelOpener.INLINE, commands, memory);
    }

    private static CommandTable commands(Forward forward, ForwardRequestSense requestSense) {
        List<CommandSpec> rows = new ArrayList<>();
        rows.add(always(CommandSpec.of("INQUIRY", "12", forward)));
        rows.add(always(CommandSpec.of("REQUEST SENSE", "03", requestSense)));
        rows.add(CommandSpec.of("TEST UNIT READY", "00", forward).with(Trait.IGNORES_PERSISTENT_RESERVATIONS));
        rows.add(CommandSpec.of("READ CAPACITY (10)", "25", forward).with(Trait.IGNORES_RESERVATIONS));
        rows.add(CommandSpec.of("READ CAPACITY (16)", "9E 10", forward)
                .byServiceAction()
                .with(Trait.IGNORES_RESERVATIONS));
        rows.add(CommandSpec.of("PREVENT ALLOW MEDIUM REMOVAL", "1E", forward)
                .with(Trait.NEEDS_RESERVATION)
                .ignoringReservationsIf(cdb -> (cdb[4] & PREVENT_MASK) == 0));
        for (int opcode : READS) {
            rows.add(reading("%02X".formatted(opcode), forward));
        }
        for (int action : REPORTS) {
            rows.add(reading("%02X %02X".formatted(MAINTENANCE_IN, action), forward)
                    .byServiceAction());
        }
        rows.addAll(ReportLuns.SPECS);
        rows.addAll(PersistentReserveIn.SPECS);
        rows.addAll(PersistentReserveOut.SPECS);
        rows.addAll(ReserveRelease.SPECS);
        rows.addAll(ReportSupportedTaskManagementFunctions.SPECS);
        CommandSpec otherwise = CommandSpec.of("any other", "00", forward).with(Trait.NEEDS_RESERVATION);
        return new CommandTable(rows, otherwise);
    }

    private static CommandSpec always(CommandSpec spec) {
        return spec.with(Trait.ATTENTION_EXEMPT)
                .with(Trait.IGNORES_RESERVATIONS)
                .with(Trait.RUNS_DURING_OPERATIONS);
    }

    private static CommandSpec reading(String usage, CommandHandler command) {
        return CommandSpec.of("reading command " + usage, usage, command);
    }
}
