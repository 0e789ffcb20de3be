package dev.sluice.scsi.copy;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.atomic.PairSection;
import dev.sluice.scsi.command.BlockCdb;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.DeviceServer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;
import dev.sluice.scsi.transfer.BlockingWork;
import dev.sluice.scsi.unit.Nexus;
import dev.sluice.scsi.unit.UnitNexus;

/**
 * Has the storage clone a piece at a time: an initiator of its own whose read and write {@linkplain CloneHold hold} both units,
 * and do nothing, while it is alone with both ranges. Owner: the loop thread.
 */
final class CloneLane {
    private final CopyTransfer owner;
    private final IoLoop loop;
    private final ScsiTask reader;
    private final ScsiTask writer;
    private Nexus nexus;
    private Segment segment;
    private long position;
    private long from;
    private long to;
    private int length;
    private int open;
    private CloneHold readerHold;
    private CloneHold writerHold;
    private PairSection section;
    private boolean working;
    private boolean cloned;
    private SenseData problem;

    CloneLane(CopyTransfer owner, ScsiTask command) {
        this.owner = owner;
        this.loop = command.loop();
        this.reader = new HoldingTask(command).task;
        this.writer = new HoldingTask(command).task;
    }

    /** The offset in the whole copy of the piece that it clones, or has cloned last. */
    long position() {
        return position;
    }

    int length() {
        return length;
    }

    /** Clones {@code bytes} from {@code offset} of the segment on; the owner hears of the end, maybe within the call. */
    void copy(Nexus by, Segment what, long offset, int bytes, long inAll) {
        nexus = by;
        segment = what;
        from = what.sourceOffset() + offset;
        to = what.destinationOffset() + offset;
        length = bytes;
        position = inAll;
        cloned = false;
        problem = null;
        open = 1;
        run(reader, BlockCdb.READ_16, what.source(), from);
    }

    private void run(ScsiTask task, int opcode, UnitNexus at, long where) {
        int shift = at.unit().blockShift();
        BlockCdb.write16(task.cdb(), opcode, 0, where >>> shift, length >>> shift);
        int in = opcode == BlockCdb.READ_16 ? length : 0;
        task.prepare(nexus, at.lun(), BlockCdb.SIXTEEN_BYTES, TaskAttribute.SIMPLE, in, length - in);
        if (!DeviceServer.executeForCopy(at, task, CloneHold.COMMAND)) {
            ended(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.UNREACHABLE_COPY_TARGET));
        }
    }

    /** A task has passed the checks, and lasts until it is released. */
    void held(CloneHold hold, ScsiTask task) {
        if (task == reader) {
            readerHold = hold;
            open++;
            run(writer, BlockCdb.WRITE_16, segment.destination(), to);
        } else {
            writerHold = hold;
            section = PairSection.enter(
                    reader.loopUnit().gate(), from, writer.loopUnit().gate(), to, length, this::entered);
        }
    }

    private void entered() {
        RodToken token = segment.token();
        if (token != null && !token.isIntact()) {
            problem = RodToken.revoked();
            leave();
            return;
        }
        if (token != null) {
            token.used(loop.nowNanos());
        }
        writer.loopUnit().gate().changes(to, length);
        working = true;
        BlockDevice source = reader.unit().storage();
        BlockDevice destination = writer.unit().storage();
        boolean durably = !writer.unitState().modes().writeCache();
        long sourceOffset = from;
        long offset = to;
        int bytes = length;
        BlockingWork.call(
                writer.unit(),
                loop,
                () -> source.cloneRange(sourceOffset, destination, offset, bytes, durably),
                this::worked,
                () -> worked(false));
    }

    private void worked(boolean isDone) {
        working = false;
        cloned = isDone;
        leave();
    }

    private void leave() {
        PairSection left = section;
        section = null;
        left.leave();
        release();
    }

    /** The last that ends may begin the next piece. */
    private void release() {
        CloneHold read = readerHold;
        CloneHold write = writerHold;
        readerHold = null;
        writerHold = null;
        if (read != null) {
            read.release();
        }
        if (write != null) {
            write.release();
        }
    }

    /** Waits for nothing any more; what the storage has begun comes to its end. */
    void abort() {
        if (problem == null) {
            problem = aborted();
        }
        if (section != null && !working) {
            leave();
        }
    }

    private static SenseData aborted() {
        return SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION);
    }

    private void ended(SenseData why) {
        if (problem == null) {
            problem = why;
        }
        if (--open > 0) {
            release();
            return;
        }
        segment = null;
        owner.cloneEnded(this, problem, cloned);
    }

    /** A read or write that moves no data, but holds its unit. */
    final class HoldingTask implements TaskTransport {
        final ScsiTask task;

        HoldingTask(ScsiTask command) {
            task = new ScsiTask(this, loop, command.transferBuffers());
        }

        CloneLane lane() {
            return CloneLane.this;
        }

        @Override
        public void completed() {
            ended(
                    task.status() == ScsiStatus.GOOD
                            ? null
                            : SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.THIRD_PARTY_DEVICE_FAILURE));
        }

        @Override
        public void aborted() {
            ended(CloneLane.aborted());
        }

        @Override
        public void dataIn(IoBuffer buffer, int bufferOffset, int bytes) {
            throw new IllegalStateException("nothing is read");
        }

        @Override
        public void requestDataOut(long bytes, int pieceBytes) {
            throw new IllegalStateException("nothing is written");
        }

        @Override
        public boolean acceptsDataIn() {
            return false;
        }
    }
}
