package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import java.util.Arrays;
import java.util.List;

/** WRITE BUFFER and READ BUFFER of the echo buffer, of which each nexus has its own; SPC-4 6.49.10, 6.26.7 and 6.26.8. */
public final class EchoBuffer extends DiskCommand {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("WRITE BUFFER", "3B 1F 00 00 00 00 FF FF FF 00", new EchoBuffer(true))
                    .with(Trait.NEEDS_RESERVATION),
            CommandSpec.of("READ BUFFER", "3C 1F 00 00 00 00 FF FF FF 00", new EchoBuffer(false)));

    /** The bytes that a nexus has written; none at first. */
    private static final class Content {
        private byte[] bytes = {};
    }

    private static final int MODE_MASK = 0x1F;
    private static final int ECHO = 0x0A;
    private static final int DESCRIPTOR = 0x0B;

    private static final int CAPACITY = 4096;

    private final boolean writes;

    private EchoBuffer(boolean writes) {
        this.writes = writes;
    }

    @Override
    protected void run(ScsiTask task) {
        int mode = Cdb.u8(task.cdb(), 1) & MODE_MASK;
        int length = Cdb.u24(task.cdb(), 6);
        Content content = task.unitNexus().companion(Content.class, Content::new);
        if (mode == ECHO && writes && length > CAPACITY) {
            fail(task, SenseData.invalidFieldInCdb(6, 7));
        } else if (mode == ECHO && writes) {
            receive(task, length, (done, data, received) -> {
                content.bytes = Arrays.copyOf(data, received);
                succeed(done);
            });
        } else if (mode == ECHO && content.bytes.length == 0) {
            fail(task, SenseData.COMMAND_SEQUENCE_ERROR);
        } else if (mode == ECHO) {
            reply(task, new PageBytes().bytes(content.bytes), length);
        } else if (mode == DESCRIPTOR && !writes) {
            reply(task, new PageBytes().u16(0).u16(CAPACITY), length);
        } else {
            fail(task, SenseData.invalidFieldInCdb(1, 4));
        }
    }
}
