package dev.sluice.scsi.passthrough;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.scsi.AreaShare;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.io.scsi.DataArea;
import dev.sluice.io.scsi.ScsiRequest;
import dev.sluice.io.scsi.ScsiRequest.Direction;
import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.ScsiStatus;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Takes a command to the device and its answer back: memory for all of the data, the data from the initiator, the device, the
 * data to the initiator, the status.
 *
 * <p>A command that the device has got cannot be called back: when it is aborted, the task comes to rest when the device has answered.
 */
final class Forwarding extends Activity implements BufferWaiter {
    static final ActivityType<Forwarding> TYPE = new ActivityType<>(Forwarding.class, Forwarding::new);

    private static final SenseData COMMAND_TIMEOUT =
            SenseData.of(SenseKey.ABORTED_COMMAND, AdditionalSense.COMMAND_TIMEOUT_DURING_PROCESSING);
    private static final SenseData ABORTED_COMMAND =
            SenseData.of(SenseKey.ABORTED_COMMAND, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION);

    private static final int MODE_SELECT_6 = 0x15;
    private static final int MODE_SELECT_10 = 0x55;
    private static final int LOG_SELECT = 0x4C;

    private enum State {
        WAITS_FOR_AREA,
        GATHERS,
        IN_DEVICE,
        SENDS
    }

    private final ScsiRequest request = new ScsiRequest();
    private final Consumer<DataArea> areaGranted = this::granted;
    private final Runnable answered = this::answered;
    private CommandDevice device;
    private State state;
    private AreaShare areas;
    private DataArea area;
    private int length;
    /** Bytes that have come from the initiator, or gone to it. */
    private int moved;

    private boolean aborted;
    private IoBuffer buffer;
    private boolean waitsForBuffer;
    private boolean sending;

    private Forwarding() {}

    void start(CommandDevice to) {
        device = to;
        aborted = false;
        moved = 0;
        length = (int) Math.max(task().expectedDataIn(), task().expectedDataOut());
        byte[] cdb = task().cdb();
        request.prepare(cdb, CommandBlock.length(cdb), Timeouts.millis(device.type(), Cdb.u8(cdb, 0)));
        if (length == 0) {
            submit();
            return;
        }
        state = State.WAITS_FOR_AREA;
        areas = task().unitNexus().companion(AreaShare.class, device.areas()::open);
        DataArea free = areas.acquire(length, task().loop(), areaGranted);
        if (free != null) {
            granted(free);
        }
    }

    private void granted(DataArea granted) {
        area = granted;
        if (aborted) {
            release();
            rest();
        } else if (task().expectedDataOut() > 0) {
            request.withData(Direction.TO_DEVICE, area.segment(), length);
            state = State.GATHERS;
            transferLength(length);
            task().transport().requestDataOut(length, 1);
        } else {
            request.withData(Direction.FROM_DEVICE, area.segment(), length);
            submit();
        }
    }

    @Override
    protected void dataOut(IoBuffer from, int offset, int bytes) {
        assert state == State.GATHERS && moved + bytes <= length : "more data than was asked for";
        MemorySegment.copy(from.segment(), offset, area.segment(), moved, bytes);
        moved += bytes;
        from.release();
        if (moved == length) {
            submit();
        }
    }

    private void submit() {
        state = State.IN_DEVICE;
        device.submit(request, task().loop(), answered);
    }

    private void answered() {
        if (aborted) {
            release();
            rest();
            return;
        }
        if (request.direction() == Direction.FROM_DEVICE) {
            int bytes = request.transferred();
            if (TransferLimit.concerns(request.cdb())) {
                TransferLimit.apply(area.segment(), bytes, device.maxTransferBytes(), device.blockBytes());
            }
            length = bytes;
            moved = 0;
            dataInLength(bytes);
            state = State.SENDS;
            send();
        } else {
            transferLength(request.transferred());
            conclude();
        }
    }

    /** Sends what it can now. The transport and the pool may call back meanwhile, which is noticed when they return. */
    private void send() {
        if (sending) {
            return;
        }
        sending = true;
        while (moved < length && !aborted && (moved == 0 || task().transport().acceptsDataIn()) && hasBuffer()) {
            IoBuffer filled = buffer;
            buffer = null;
            int bytes = Math.min(length - moved, BufferPool.MAX_BUFFER_BYTES);
            MemorySegment.copy(area.segment(), moved, filled.segment(), 0, bytes);
            moved += bytes;
            task().transport().dataIn(filled, 0, bytes);
        }
        sending = false;
        if (aborted) {
            release();
            rest();
        } else if (moved == length) {
            conclude();
        }
    }

    private boolean hasBuffer() {
        if (buffer == null && !waitsForBuffer) {
            int bytes = Math.min(length - moved, BufferPool.MAX_BUFFER_BYTES);
            buffer = task().transferBuffers().acquire(bytes, this);
            waitsForBuffer = buffer == null;
        }
        return buffer != null;
    }

    @Override
    public void bufferGranted(IoBuffer granted) {
        waitsForBuffer = false;
        buffer = granted;
        send();
    }

    @Override
    protected void dataInReady() {
        if (state == State.SENDS) {
            send();
        }
    }

    private void conclude() {
        release();
        switch (request.outcome()) {
            case ANSWERED -> pass(ScsiStatus.of(request.status()));
            case BUSY -> end(ScsiStatus.BUSY, request.sense(), 0);
            case GONE -> fail(SenseData.NOT_READY);
            case TIMED_OUT -> fail(COMMAND_TIMEOUT);
            case ABORTED -> fail(ABORTED_COMMAND);
            case FORBIDDEN -> fail(SenseData.INVALID_OPERATION_CODE);
            case UNFIT -> fail(SenseData.invalidFieldInCdb(0, 7));
            case FAILED -> fail(SenseData.TARGET_FAILURE);
        }
    }

    private void pass(ScsiStatus status) {
        if (status == null) {
            fail(SenseData.TARGET_FAILURE);
        } else if (status != ScsiStatus.CHECK_CONDITION) {
            tellOthersOfChange(status);
            end(status, request.sense(), 0);
        } else if (request.senseLength() == 0) {
            fail(SenseData.NONE);
        } else {
            tellOthersOfAttention();
            end(status, request.sense(), request.senseLength());
        }
    }

    /** The device takes all initiators for the one that has changed its parameters. */
    private void tellOthersOfChange(ScsiStatus status) {
        if (status == ScsiStatus.GOOD) {
            switch (Cdb.u8(request.cdb(), 0)) {
                case MODE_SELECT_6, MODE_SELECT_10 -> tellOthers(AdditionalSense.MODE_PARAMETERS_CHANGED);
                case LOG_SELECT -> tellOthers(AdditionalSense.LOG_PARAMETERS_CHANGED);
                default -> {}
            }
        }
    }

    private void tellOthers(int additional) {
        task().unit().establish(additional, task().unitNexus());
    }

    /** The device tells this machine only once what every initiator has to hear. */
    private void tellOthersOfAttention() {
        byte[] sense = request.sense();
        boolean descriptors = (sense[0] & 0x7F) >= SenseData.CURRENT_DESCRIPTOR;
        int additionalAt = descriptors ? 2 : 12;
        if (SenseData.isUnitAttention(sense) && request.senseLength() >= additionalAt + 2) {
            int additional = Cdb.u16(sense, additionalAt);
            if (additional != 0) {
                tellOthers(additional);
            }
        }
    }

    private void release() {
        if (buffer != null) {
            IoBuffer released = buffer;
            buffer = null;
            released.release();
        }
        if (area != null) {
            areas.release(area);
            area = null;
        }
    }

    @Override
    protected void abort() {
        aborted = true;
        boolean atRest =
                switch (state) {
                    case WAITS_FOR_AREA -> areas.cancel(areaGranted);
                    case GATHERS -> true;
                    case IN_DEVICE -> device.cancel(request);
                    case SENDS -> {
                        if (waitsForBuffer) {
                            task().transferBuffers().cancel(this);
                            waitsForBuffer = false;
                        }
                        yield !sending;
                    }
                };
        if (atRest) {
            release();
            rest();
        }
    }
}
