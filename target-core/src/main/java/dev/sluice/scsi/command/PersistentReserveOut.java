package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.reservation.PersistentReserve;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationOutcome;
import dev.sluice.scsi.reservation.ReservationOutcome.Refused;
import dev.sluice.scsi.reservation.ReservationType;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.reservation.TransportId;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** PERSISTENT RESERVE OUT: decodes the request; what it comes to is in {@link PersistentReserve}. SPC-4 6.16. */
public final class PersistentReserveOut extends DiskCommand {
    private enum Action {
        REGISTER("00", "00"),
        RESERVE("01", "FF"),
        RELEASE("02", "FF"),
        CLEAR("03", "00"),
        PREEMPT("04", "FF"),
        PREEMPT_AND_ABORT("05", "FF"),
        REGISTER_AND_IGNORE_EXISTING_KEY("06", "00"),
        REGISTER_AND_MOVE("07", "00");

        final String code;
        final String scopeAndType;

        Action(String code, String scopeAndType) {
            this.code = code;
            this.scopeAndType = scopeAndType;
        }

        boolean isRegister() {
            return this == REGISTER || this == REGISTER_AND_IGNORE_EXISTING_KEY;
        }
    }

    public static final List<CommandSpec> SPECS =
            Arrays.stream(Action.values()).map(PersistentReserveOut::spec).toList();

    /** Room for a TransportID of every registration that there can be. */
    private static final int MAX_LIST_BYTES = 256 << 10;

    private static final int LIST_BYTES = 24;
    private static final int FLAGS_BYTE = 20;
    private static final int SPEC_I_PT_BIT = 3;
    private static final int ALL_TG_PT_BIT = 2;
    private static final int APTPL_BIT = 0;
    private static final int TRANSPORT_IDS = 28;

    private static final int MOVE_FLAGS_BYTE = 17;
    private static final int UNREG_BIT = 1;
    private static final int MOVE_PORT = 18;
    private static final int MOVE_LENGTH = 20;

    private final Action action;
    private final String name;

    private PersistentReserveOut(Action action) {
        this.action = action;
        this.name = name(action);
    }

    private static String name(Action action) {
        return "PERSISTENT RESERVE OUT, " + action.name().replace('_', ' ');
    }

    private static CommandSpec spec(Action action) {
        return CommandSpec.of(
                        name(action),
                        "5F " + action.code + " " + action.scopeAndType + " 00 00 FF FF FF FF 00",
                        new PersistentReserveOut(action))
                .byServiceAction()
                .with(Trait.IGNORES_RESERVATIONS)
                .with(Trait.RUNS_IN_STANDBY);
    }

    @Override
    protected void run(ScsiTask task) {
        long length = Cdb.u32(task.cdb(), 5);
        if (length < LIST_BYTES || length > MAX_LIST_BYTES) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else {
            receive(task, (int) length, this::parameters);
        }
    }

    private void parameters(ScsiTask task, byte[] list, int length) {
        if (length < LIST_BYTES || length < Cdb.u32(task.cdb(), 5)) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            return;
        }
        boolean longer =
                action == Action.REGISTER_AND_MOVE || action.isRegister() && Cdb.bit(list, FLAGS_BYTE, SPEC_I_PT_BIT);
        if (!longer && length != LIST_BYTES) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            return;
        }
        int scopeAndType = Cdb.u8(task.cdb(), 2);
        ReservationType type = ReservationType.of(scopeAndType);
        if (type == null && (action == Action.RESERVE || action == Action.RELEASE)) {
            fail(task, SenseData.invalidFieldInCdb(2, scopeAndType >>> 4 != 0 ? 7 : 3));
            return;
        }
        boolean persistent = action == Action.REGISTER_AND_MOVE
                ? Cdb.bit(list, MOVE_FLAGS_BYTE, APTPL_BIT)
                : action.isRegister() && Cdb.bit(list, FLAGS_BYTE, APTPL_BIT);
        if (persistent && !task.unit().canPersistReservations()) {
            fail(task, SenseData.invalidFieldInParameterList(FLAGS_BYTE, APTPL_BIT));
            return;
        }
        PortNexus by = task.unitNexus().portNexus();
        changeReservations(task, name, now -> outcome(task.unit(), now, by, list, length, type, persistent));
    }

    private ReservationOutcome outcome(
            LogicalUnit unit,
            Reservations now,
            PortNexus by,
            byte[] list,
            int length,
            ReservationType type,
            boolean persistent) {
        long key = Cdb.u64(list, 0);
        long actionKey = Cdb.u64(list, 8);
        return switch (action) {
            case REGISTER, REGISTER_AND_IGNORE_EXISTING_KEY ->
                register(unit, now, by, list, length, key, actionKey, persistent);
            case RESERVE -> PersistentReserve.reserve(now, by, key, type);
            case RELEASE -> PersistentReserve.release(now, by, key, type);
            case CLEAR -> PersistentReserve.clear(now, by, key);
            case PREEMPT -> PersistentReserve.preempt(now, by, key, actionKey, type, false);
            case PREEMPT_AND_ABORT -> PersistentReserve.preempt(now, by, key, actionKey, type, true);
            case REGISTER_AND_MOVE -> move(now, by, list, length, key, actionKey, persistent);
        };
    }

    private ReservationOutcome register(
            LogicalUnit unit,
            Reservations now,
            PortNexus by,
            byte[] list,
            int end,
            long key,
            long newKey,
            boolean persistent) {
        boolean ignoreKey = action == Action.REGISTER_AND_IGNORE_EXISTING_KEY;
        boolean allPorts = Cdb.bit(list, FLAGS_BYTE, ALL_TG_PT_BIT);
        boolean named = Cdb.bit(list, FLAGS_BYTE, SPEC_I_PT_BIT);
        if (named && (ignoreKey || now.find(by) != null)) {
            return new Refused(SenseData.invalidFieldInParameterList(FLAGS_BYTE, SPEC_I_PT_BIT));
        }
        Set<PortNexus> ports = new LinkedHashSet<>(Set.of(by));
        Set<PortNexus> others = new LinkedHashSet<>();
        if (allPorts) {
            ports.addAll(unit.ports().nexusesOf(by.initiatorPort()));
        }
        if (named) {
            if (end < TRANSPORT_IDS || Cdb.u32(list, LIST_BYTES) != end - TRANSPORT_IDS) {
                return new Refused(SenseData.PARAMETER_LIST_LENGTH_ERROR);
            }
            for (int at = TRANSPORT_IDS; at < end; ) {
                int length = TransportId.length(list, at, end);
                String initiatorPort = length < 0 ? null : TransportId.decode(list, at, length);
                if (initiatorPort == null) {
                    return new Refused(SenseData.invalidFieldInParameterList(at, 7));
                }
                ports.forEach(port -> others.add(new PortNexus(initiatorPort, port.target(), port.targetPort())));
                if (others.size() > PersistentReserve.MAX_REGISTRATIONS) {
                    return new Refused(SenseData.INSUFFICIENT_REGISTRATION_RESOURCES);
                }
                at += length;
            }
        }
        return PersistentReserve.register(now, by, key, newKey, ignoreKey, ports, others, persistent);
    }

    private static ReservationOutcome move(
            Reservations now, PortNexus by, byte[] list, int end, long key, long newKey, boolean persistent) {
        if (Cdb.u32(list, MOVE_LENGTH) != end - LIST_BYTES) {
            return new Refused(SenseData.PARAMETER_LIST_LENGTH_ERROR);
        }
        int length = TransportId.length(list, LIST_BYTES, end);
        String initiatorPort = length != end - LIST_BYTES ? null : TransportId.decode(list, LIST_BYTES, length);
        if (initiatorPort == null) {
            return new Refused(SenseData.invalidFieldInParameterList(LIST_BYTES, 7));
        }
        int port = Cdb.u16(list, MOVE_PORT);
        if (port == 0) {
            return new Refused(SenseData.invalidFieldInParameterList(MOVE_PORT, 7));
        }
        return PersistentReserve.move(
                now,
                by,
                key,
                newKey,
                new PortNexus(initiatorPort, by.target(), port),
                Cdb.bit(list, MOVE_FLAGS_BYTE, UNREG_BIT),
                persistent);
    }
}
