package dev.sluice.scsi.task;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.reservation.ReservationAccess;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A row of the command table: operation code, service action, CDB usage data, the checks that are done for the command,
 * and the command itself. REPORT SUPPORTED OPERATION CODES shows these rows.
 *
 * <p>The usage data (SPC-4 6.35.3) has a one for every bit that is looked at; the first byte is the operation code, and
 * where there is a service action its field holds that value. A CDB with any other bit set is refused.
 */
public final class CommandSpec {
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

    private final String name;
    private final byte[] usage;
    private final boolean hasServiceAction;
    private final boolean attentionExempt;
    private final boolean needsMedium;
    private final boolean writes;
    private final Set<Trait> traits;
    private final Predicate<LogicalUnit> offeredBy;
    private final Predicate<byte[]> harmless;
    private final CommandHandler command;
    private final long refusedHigh;
    private final long refusedLow;

    private CommandSpec(
            String name,
            byte[] usage,
            boolean hasServiceAction,
            Set<Trait> traits,
            Predicate<LogicalUnit> offeredBy,
            Predicate<byte[]> harmless,
            CommandHandler command) {
        this.name = name;
        this.usage = usage;
        this.hasServiceAction = hasServiceAction;
        this.traits = traits;
        this.attentionExempt = traits.contains(Trait.ATTENTION_EXEMPT);
        this.needsMedium = traits.contains(Trait.NEEDS_MEDIUM);
        this.writes = traits.contains(Trait.WRITES);
        this.offeredBy = offeredBy;
        this.harmless = harmless;
        this.command = command;
        byte[] refused = new byte[16];
        for (int i = 1; i < usage.length; i++) {
            refused[i] = (byte) ~usage[i];
        }
        refusedHigh = Cdb.u64(refused, 0);
        refusedLow = Cdb.u64(refused, 8);
    }

    /**
     * @param name as in the standard
     * @param usage the usage data in hexadecimal, bytes separated by spaces: 6, 10, 12 or 16 of them
     */
    public static CommandSpec of(String name, String usage, CommandHandler command) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(usage);
        if (bytes.length > 16) {
            throw new IllegalArgumentException(name + ": a usage map of " + bytes.length + " bytes");
        }
        return new CommandSpec(name, bytes, false, Set.of(), unit -> true, cdb -> false, command);
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

    public String name() {
        return name;
    }

    public int opcode() {
        return usage[0] & 0xFF;
    }

    public boolean hasServiceAction() {
        return hasServiceAction;
    }

    /** The service action, or 0 where there is none. */
    public int serviceAction() {
        return hasServiceAction ? usage[1] & SERVICE_ACTION_MASK : 0;
    }

    /** The length of the CDB. */
    public int cdbBytes() {
        return usage.length;
    }

    /** A byte of the CDB usage data. */
    public int usage(int index) {
        return usage[index] & 0xFF;
    }

    /** Returns true if {@code unit} knows the command. */
    public boolean isOfferedBy(LogicalUnit unit) {
        return offeredBy.test(unit);
    }

    boolean attentionExempt() {
        return attentionExempt;
    }

    boolean needsMedium() {
        return needsMedium;
    }

    boolean runsDuringOperations() {
        return traits.contains(Trait.RUNS_DURING_OPERATIONS);
    }

    /** Returns true if the command is taken by a port in that state, which is not active. */
    boolean runsIn(AccessState state) {
        return runsDuringOperations() || state == AccessState.STANDBY && traits.contains(Trait.RUNS_IN_STANDBY);
    }

    boolean writes() {
        return writes;
    }

    /** Returns true if a nexus with that access meets a reservation conflict. */
    boolean conflictsWith(ReservationAccess access, byte[] cdb) {
        if (access == ReservationAccess.FULL || traits.contains(Trait.IGNORES_RESERVATIONS) || harmless.test(cdb)) {
            return false;
        }
        return switch (access) {
            case FULL -> false;
            case READING -> writes || traits.contains(Trait.NEEDS_RESERVATION);
            case LITTLE -> !traits.contains(Trait.IGNORES_PERSISTENT_RESERVATIONS);
            case NONE -> true;
        };
    }

    CommandHandler command() {
        return command;
    }

    /** Returns true if bits are set that the usage data lacks. */
    boolean refuses(byte[] cdb) {
        return (Cdb.u64(cdb, 0) & refusedHigh | Cdb.u64(cdb, 8) & refusedLow) != 0;
    }

    /** The first bit that the usage data lacks, as {@code byte << 3 | bit}. */
    int firstRefused(byte[] cdb) {
        for (int i = 1; i < usage.length; i++) {
            int wrong = cdb[i] & ~usage[i] & 0xFF;
            if (wrong != 0) {
                return i << 3 | 31 - Integer.numberOfLeadingZeros(wrong);
            }
        }
        throw new IllegalArgumentException("nothing to refuse");
    }
}
