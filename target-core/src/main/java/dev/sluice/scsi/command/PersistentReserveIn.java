package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.reservation.Registration;
import dev.sluice.scsi.reservation.ReservationType;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.reservation.TransportId;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** PERSISTENT RESERVE IN; SPC-4 6.15. */
public final class PersistentReserveIn extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            spec("READ KEYS", "00", PersistentReserveIn::keys),
            spec("READ RESERVATION", "01", PersistentReserveIn::reservation),
            spec("REPORT CAPABILITIES", "02", PersistentReserveIn::capabilities),
            spec("READ FULL STATUS", "03", PersistentReserveIn::fullStatus));

    private static final int CAPABILITIES_BYTES = 8;

    /** CRH, SIP_C, ATP_C: RESERVE beside it, SPEC_I_PT, ALL_TG_PT. */
    private static final int CAPABILITIES = 0x1C;

    /** PTPL_C: reservations can outlive a loss of power. */
    private static final int CAN_PERSIST = 0x01;

    /** TMV: the type mask is valid. */
    private static final int TYPES_VALID = 0x80;

    /** PTPL_A: reservations outlive a loss of power now. */
    private static final int PERSISTS = 0x01;

    /** All six types; SPC-4 table 225. */
    private static final int TYPES = 0xEA01;

    private static final int ALL_TARGET_PORTS = 0x02;
    private static final int RESERVATION_HOLDER = 0x01;

    private interface Answer {
        PageBytes to(ScsiTask task, Reservations now);
    }

    private final Answer answer;

    private PersistentReserveIn(Answer answer) {
        this.answer = answer;
    }

    private static CommandSpec spec(String name, String action, Answer answer) {
        return CommandSpec.of(
                        "PERSISTENT RESERVE IN, " + name,
                        "5E " + action + " 00 00 00 00 00 FF FF 00",
                        new PersistentReserveIn(answer))
                .byServiceAction()
                .with(Trait.IGNORES_RESERVATIONS)
                .with(Trait.RUNS_DURING_OPERATIONS);
    }

    @Override
    protected void run(ScsiTask task) {
        Reservations now = task.unit().state().reservations();
        if (now.reservedBy() != null) {
            end(task, ScsiStatus.RESERVATION_CONFLICT);
        } else {
            reply(task, answer.to(task, now), Cdb.u16(task.cdb(), 7));
        }
    }

    private static PageBytes keys(ScsiTask task, Reservations now) {
        PageBytes data = new PageBytes().u32(now.generation()).u32(0);
        now.registrations().forEach(registration -> data.u64(registration.key()));
        return withLength(data);
    }

    private static PageBytes reservation(ScsiTask task, Reservations now) {
        PageBytes data = new PageBytes().u32(now.generation()).u32(0);
        if (now.type() != null) {
            data.u64(now.reservationKey()).u32(0).u8(0).u8(now.type().code()).u16(0);
        }
        return withLength(data);
    }

    private static PageBytes withLength(PageBytes data) {
        data.set32(4, data.length() - 8);
        return data;
    }

    private static PageBytes capabilities(ScsiTask task, Reservations now) {
        return new PageBytes()
                .u16(CAPABILITIES_BYTES)
                .u8(CAPABILITIES | (task.unit().canPersistReservations() ? CAN_PERSIST : 0))
                .u8(TYPES_VALID | (now.persistent() ? PERSISTS : 0))
                .u16(TYPES)
                .u16(0);
    }

    private static PageBytes fullStatus(ScsiTask task, Reservations now) {
        PageBytes data = new PageBytes().u32(now.generation()).u32(0);
        for (Registration registration : now.registrations()) {
            boolean holds = now.isHolder(registration.nexus());
            ReservationType type = now.type();
            byte[] transportId = TransportId.encode(registration.nexus().initiatorPort());
            data.u64(registration.key())
                    .u32(0)
                    .u8((registration.allPorts() ? ALL_TARGET_PORTS : 0) | (holds ? RESERVATION_HOLDER : 0))
                    .u8(holds ? type.code() : 0)
                    .u32(0)
                    .u16(registration.nexus().targetPort())
                    .u32(transportId.length)
                    .bytes(transportId);
        }
        return withLength(data);
    }
}
