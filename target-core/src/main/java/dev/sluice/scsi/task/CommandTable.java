package dev.sluice.scsi.task;

import dev.sluice.scsi.unit.CommandSet;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.List;

/** The commands that a kind of logical unit knows, found by operation code and service action. Immutable; any thread. */
public final class CommandTable implements CommandSet {
    private static final int SERVICE_ACTIONS = 32;

    private final List<CommandSpec> all;
    private final CommandSpec[] byOpcode = new CommandSpec[256];
    private final CommandSpec[][] byServiceAction = new CommandSpec[256][];
    private final CommandSpec otherwise;

    /** @throws IllegalArgumentException if two rows claim the same command */
    public CommandTable(List<CommandSpec> rows) {
        this(rows, null);
    }

    /**
     * A table that knows every command.
     *
     * @param otherwise the row for the commands that no row claims; null to have none
     * @throws IllegalArgumentException if two rows claim the same command
     */
    public CommandTable(List<CommandSpec> rows, CommandSpec otherwise) {
        this.otherwise = otherwise;
        all = List.copyOf(rows);
        for (CommandSpec row : all) {
            int opcode = row.opcode();
            if (row.hasServiceAction()) {
                if (byServiceAction[opcode] == null) {
                    byServiceAction[opcode] = new CommandSpec[SERVICE_ACTIONS];
                }
                require(byOpcode[opcode] == null && byServiceAction[opcode][row.serviceAction()] == null, row);
                byServiceAction[opcode][row.serviceAction()] = row;
            } else {
                require(byOpcode[opcode] == null && byServiceAction[opcode] == null, row);
                byOpcode[opcode] = row;
            }
        }
    }

    private static void require(boolean free, CommandSpec row) {
        if (!free) {
            throw new IllegalArgumentException(row.name() + " is claimed twice");
        }
    }

    /** The table of a logical unit. */
    public static CommandTable of(LogicalUnit unit) {
        return (CommandTable) unit.commands();
    }

    /** The table of the logical unit that a nexus sees. */
    static CommandTable of(UnitNexus at) {
        return (CommandTable) at.commands();
    }

    /** All rows, in the order given. */
    public List<CommandSpec> all() {
        return all;
    }

    /** Returns true if the operation code is told apart by service actions. */
    public boolean hasServiceActions(int opcode) {
        return byServiceAction[opcode] != null;
    }

    /** The row for an operation code, and a service action where it has them; null if there is none. */
    public CommandSpec find(int opcode, int serviceAction) {
        CommandSpec[] actions = byServiceAction[opcode];
        if (actions == null) {
            return byOpcode[opcode] == null ? otherwise : byOpcode[opcode];
        }
        CommandSpec found = serviceAction < SERVICE_ACTIONS ? actions[serviceAction] : null;
        return found == null ? otherwise : found;
    }

    CommandSpec find(byte[] cdb) {
        return find(cdb[0] & 0xFF, cdb[1] & SERVICE_ACTIONS - 1);
    }
}
