package dev.sluice.scsi.command;

import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationOutcome;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.reservation.Reserve;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;
import java.util.function.BiFunction;

/** RESERVE (6) and RELEASE (6), of the logical unit as a whole: SPC-2 7.21 and 7.23. Old clusters and ESXi still use them. */
public final class ReserveRelease extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("RESERVE (6)", "16 00 00 00 00 00", Reserve::reserve),
            spec("RELEASE (6)", "17 00 00 00 00 00", Reserve::release));

    private final String name;
    private final BiFunction<Reservations, PortNexus, ReservationOutcome> request;

    private ReserveRelease(String name, BiFunction<Reservations, PortNexus, ReservationOutcome> request) {
        this.name = name;
        this.request = request;
    }

    private static CommandSpec spec(
            String name, String usage, BiFunction<Reservations, PortNexus, ReservationOutcome> request) {
        return CommandSpec.of(name, usage, new ReserveRelease(name, request)).with(Trait.IGNORES_RESERVATIONS);
    }

    @Override
    protected void run(ScsiTask task) {
        PortNexus by = task.unitNexus().portNexus();
        changeReservations(task, name, now -> request.apply(now, by));
    }
}
