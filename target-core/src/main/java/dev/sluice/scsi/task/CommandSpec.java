package dev.sluice.scsi.task;

import dev.sluice.scsi.reservation.ReservationAccess;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A row of the command table. REPORT SUPPORTED OPERATION CODES shows these rows.
 *
 * @param name as in the standard
 * @param usage the CDB usage data. A CDB with a bit that they lack is refused
 * @param hasServiceAction true where the service action field (byte 1, bits 4 to 0) selects the command
 * @param traits the checks that are done for the command, and those that are left out
 * @param offeredBy the condition of units that know the command
 * @param harmless the condition of CDBs that run in spite of any reservation
 * @param command carries it out
 */
public record CommandSpec(
        String name,
        CdbUsage usage,
        boolean hasServiceAction,
        Set<Trait> traits,
        Predicate<LogicalUnit> offeredBy,
        Predicate<byte[]> harmless,
        CommandHandler command) {
    /** A check that the device server makes, or leaves out, before it runs a command. */
    public enum Trait {
        /** Runs in spite of a pending unit attention; SAM-5 5.14. */
        ATTENTION_EXEMPT,
        /** Needs a medium that is loaded. */
        NEEDS_MEDIUM,
        /** Changes the medium: refused by a write protected unit, and to a nexus that may only read. */
        WRITES,
        /** Changes something else that a reservation protects, even one for writing only; SPC-4 table 66, SBC-3 table 13. */
        NEEDS_RESERVATION,
        /** Runs while something is done to the whole medium, or has failed; SBC-3 4.11.2. */
        RUNS_DURING_OPERATIONS,
        /** Runs by a port in standby, beside those that run during operations; SPC-4 5.15.2.4.4. */
        RUNS_IN_STANDBY,
        /** Runs in spite of any reservation. */
        IGNORES_RESERVATIONS,
        /** Runs in spite of a persistent reservation. */
        IGNORES_PERSISTENT_RESERVATIONS
    }

    /** CDB byte 1, bits 4 to 0; SPC-4 4.2.2. */
    private static final int SERVICE_ACTION_MASK = 0x1F;

    /**
     * @param name as in the standard
     * @param usage the usage data in hexadecimal, bytes separated by spaces: 6, 10, 12 or 16 of them
     */
    public static CommandSpec of(String name, String usage, CommandHandler command) {
        return new CommandSpec(
                name, CdbUsage.of(usage), false, EnumSet.noneOf(Trait.class), unit -> true, cdb -> false, command);
    }

    /** The same, where the usage data's service action field (byte 1, bits 4 to 0) selects the command. */
    public CommandSpec byServiceAction() {
        return new CommandSpec(name, usage, true, traits, offeredBy, harmless, command);
    }

    public CommandSpec with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new CommandSpec(name, usage, hasServiceAction, more, offeredBy, harmless, command);
    }

    /** The same, running in spite of any reservation where the CDB fulfils the condition. */
    public CommandSpec ignoringReservationsIf(Predicate<byte[]> condition) {
        return new CommandSpec(name, usage, hasServiceAction, traits, offeredBy, condition, command);
    }

    /** The same, for units that fulfil the condition; others do not know the command. */
    public CommandSpec onlyIf(Predicate<LogicalUnit> condition) {
        return new CommandSpec(name, usage, hasServiceAction, traits, condition, harmless, command);
    }

    public int opcode() {
        return usage.at(0);
    }

    /** The service action, or 0 where there is none. */
    public int serviceAction() {
        return hasServiceAction ? usage.at(1) & SERVICE_ACTION_MASK : 0;
    }

    /** Returns true if {@code unit} knows the command. */
    public boolean isOfferedBy(LogicalUnit unit) {
        return offeredBy.test(unit);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns true if the command is taken by a port in that state, which is not active. */
    boolean runsIn(AccessState state) {
        return has(Trait.RUNS_DURING_OPERATIONS) || state == AccessState.STANDBY && has(Trait.RUNS_IN_STANDBY);
    }

    /** Returns true if a nexus with that access meets a reservation conflict. */
    boolean conflictsWith(ReservationAccess access, byte[] cdb) {
        if (access == ReservationAccess.FULL || has(Trait.IGNORES_RESERVATIONS) || harmless.test(cdb)) {
            return false;
        }
        return switch (access) {
            case FULL -> false;
            case READING -> has(Trait.WRITES) || has(Trait.NEEDS_RESERVATION);
            case LITTLE -> !has(Trait.IGNORES_PERSISTENT_RESERVATIONS);
            case NONE -> true;
        };
    }
}
