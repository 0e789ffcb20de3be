package dev.sluice.scsi.copy;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.TaskAttribute;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.DeviceServer;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.task.TaskTransport;
import java.util.List;

/**
 * Goes on with a copy whose command has ended (IMMED): the same command again, from an initiator inside, so that resets and the end of
 * the nexus stop it as any task. Owner: the loop thread.
 */
final class BackgroundCopy implements TaskTransport {
    private static final int CDB_BYTES = 16;

    private final List<Segment> segments;
    private final CopyOperation operation;

    private BackgroundCopy(List<Segment> segments, CopyOperation operation) {
        this.segments = segments;
        this.operation = operation;
    }

    /** Begins what {@code command} wants. */
    static void start(ScsiTask command, List<Segment> segments, CopyOperation operation) {
        BackgroundCopy copy = new BackgroundCopy(segments, operation);
        ScsiTask task = new ScsiTask(copy, command.loop(), command.transferBuffers());
        System.arraycopy(command.cdb(), 0, task.cdb(), 0, CDB_BYTES);
        task.prepare(command.nexus(), command.lun(), CDB_BYTES, TaskAttribute.SIMPLE, 0, 0);
        if (!DeviceServer.executeForCopy(command.unitNexus(), task)) {
            copy.end();
        }
    }

    List<Segment> segments() {
        return segments;
    }

    CopyOperation operation() {
        return operation;
    }

    /** It may have been refused before it began. */
    private void end() {
        if (operation.isUnderWay()) {
            operation.ended(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION));
        }
    }

    @Override
    public void completed() {
        end();
    }

    @Override
    public void aborted() {
        end();
    }

    @Override
    public void dataIn(IoBuffer buffer, int bufferOffset, int length) {
        throw new IllegalStateException("a copy sends nothing");
    }

    @Override
    public void requestDataOut(long length, int pieceBytes) {
        throw new IllegalStateException("a copy needs nothing");
    }

    @Override
    public boolean acceptsDataIn() {
        return false;
    }
}
