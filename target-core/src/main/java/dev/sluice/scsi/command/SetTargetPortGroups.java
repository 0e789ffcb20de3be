package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.ScsiPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SET TARGET PORT GROUPS: all of the list or nothing; SPC-4 6.45. */
public final class SetTargetPortGroups extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("SET TARGET PORT GROUPS", "A4 0A 00 00 00 00 FF FF FF FF 00 00", new SetTargetPortGroups())
                    .byServiceAction()
                    .with(Trait.NEEDS_RESERVATION)
                    .with(Trait.RUNS_DURING_OPERATIONS));

    private static final int HEADER_BYTES = 4;
    private static final int DESCRIPTOR_BYTES = 4;
    private static final int STATE_MASK = 0x0F;

    /** More groups than a target has. */
    private static final int MAX_LIST_BYTES = 64 << 10;

    private SetTargetPortGroups() {}

    @Override
    protected void run(ScsiTask task) {
        long length = Cdb.u32(task.cdb(), 6);
        if (length == 0) {
            succeed(task);
        } else if (length > MAX_LIST_BYTES || length % DESCRIPTOR_BYTES != 0) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else {
            receive(task, (int) length, SetTargetPortGroups::set);
        }
    }

    private static void set(ScsiTask task, byte[] list, int length) {
        LogicalUnit unit = task.unit();
        List<ScsiPort> ports = unit.ports().ofDevice(task.nexus().target());
        Map<ScsiPort, AccessState> wanted = new LinkedHashMap<>();
        for (int at = HEADER_BYTES; at + DESCRIPTOR_BYTES <= length; at += DESCRIPTOR_BYTES) {
            AccessState state = AccessState.of(Cdb.u8(list, at) & STATE_MASK);
            int tag = Cdb.u16(list, at + 2);
            ScsiPort port = ports.stream()
                    .filter(one -> one.portTag() == tag)
                    .findFirst()
                    .orElse(null);
            if (state == null) {
                fail(task, SenseData.invalidFieldInParameterList(at, 3));
                return;
            }
            if (port == null) {
                fail(task, SenseData.invalidFieldInParameterList(at + 2, 7));
                return;
            }
            wanted.put(port, state);
        }
        wanted.forEach((port, state) -> unit.ports().change(port, state, task.unitNexus()));
        succeed(task);
    }
}
