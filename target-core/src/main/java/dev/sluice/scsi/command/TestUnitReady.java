package dev.sluice.scsi.command;

import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.List;

/** TEST UNIT READY: the checks before it are the test; SPC-4 6.47. */
public final class TestUnitReady extends DiskCommand {
    public static final List<CommandSpec> SPECS =
            List.of(CommandSpec.of("TEST UNIT READY", "00 00 00 00 00 00", new TestUnitReady())
                    .with(Trait.NEEDS_MEDIUM)
                    .with(Trait.IGNORES_PERSISTENT_RESERVATIONS));

    private TestUnitReady() {}

    @Override
    protected void run(ScsiTask task) {
        succeed(task);
    }
}
