package dev.sluice.io.disk;

import static dev.sluice.io.disk.RingOperation.BLOCK_URING_CMD_DISCARD;
import static dev.sluice.io.disk.RingOperation.FALLOCATE;
import static dev.sluice.io.disk.RingOperation.FALLOC_KEEP_SIZE;
import static dev.sluice.io.disk.RingOperation.FALLOC_PUNCH_HOLE;
import static dev.sluice.io.disk.RingOperation.FALLOC_ZERO_RANGE;
import static dev.sluice.io.disk.RingOperation.FSYNC;
import static dev.sluice.io.disk.RingOperation.FSYNC_DATASYNC;
import static dev.sluice.io.disk.RingOperation.READ;
import static dev.sluice.io.disk.RingOperation.READ_FIXED;
import static dev.sluice.io.disk.RingOperation.RWF_DSYNC;
import static dev.sluice.io.disk.RingOperation.URING_CMD;
import static dev.sluice.io.disk.RingOperation.WRITE;
import static dev.sluice.io.disk.RingOperation.WRITE_FIXED;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoRing;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.sys.Errno;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;

/**
 * Requests to a file or block device as operations of a loop's own ring.
 *
 * <p>A request holds one of the channel's slots while operations of it are under way, one after another: a short read or
 * write is continued, a zeroing is made of pieces. Requests beyond the slots wait in line. The slot is the user data of
 * the operation. Operations are made when the turn ends: from there the JIT inlines all of the way into the ring, and makes no
 * object of an operation; from deep within a completion it did not (72 bytes each). The ring gets them no later, as it takes
 * them with the wait of the next turn. Owner: the loop's thread. Descriptors are not registered with the ring: measured, that gains little beside
 * registered buffers.
 */
final class RingChannel implements DeviceChannel, EndOfTurn {
    /** One operation of fallocate covers no more, so that others get their turn at the file's lock, in bytes. */
    private static final long MAX_RANGE_BYTES = 1L << 30;
    /** Times that an operation is made again after EINTR or EAGAIN, until it counts as failed. */
    private static final int MAX_RETRIES = 10_000;

    /** Stages of {@link BlockRequest#stage}. */
    private static final int FIRST = 0;

    private static final int WRITING_ZEROES = 1;
    private static final int FLUSHING = 2;

    private final IoLoop loop;
    private final IoRing ring;
    private final RingTarget target;
    private final int descriptor;
    private final long alignmentMask;
    private final ErrorLog errors;
    private final IoRegistration registration;

    private final BlockRequest[] slots;
    private final int[] retries;
    private final int[] freeSlots;
    private int freeCount;
    /** Slots whose next operation is made when the turn ends. */
    private final int[] readySlots;

    private int readyCount;
    private BlockRequest firstWaiting;
    private BlockRequest lastWaiting;
    private boolean canZeroRange = true;

    RingChannel(IoLoop loop, RingTarget target) {
        this.loop = loop;
        this.ring = loop.ring();
        this.target = target;
        this.descriptor = target.descriptor();
        this.alignmentMask = -target.alignmentBytes();
        this.errors = new ErrorLog(target.description());
        int depth = target.ioDepth();
        this.slots = new BlockRequest[depth];
        this.retries = new int[depth];
        this.freeSlots = new int[depth];
        this.readySlots = new int[depth];
        for (int slot = depth - 1; slot >= 0; slot--) {
            freeSlots[freeCount++] = slot;
        }
        this.registration = ring.register(new Handle());
    }

    @Override
    public void submit(BlockRequest request) {
        assert loop.inLoop();
        if (!target.writable() && isChange(request.operation())) {
            request.complete(DeviceError.READ_ONLY);
        } else if (target.unmap() == RingTarget.Unmap.NONE && request.operation() == BlockOperation.UNMAP) {
            request.complete(DeviceError.UNSUPPORTED);
        } else if (request.length() == 0 && request.operation() != BlockOperation.FLUSH) {
            request.complete(null);
        } else if (freeCount > 0) {
            start(freeSlots[--freeCount], request);
        } else if (firstWaiting == null) {
            firstWaiting = request;
            lastWaiting = request;
        } else {
            lastWaiting.next = request;
            lastWaiting = request;
        }
    }

    /** Each slot is ready at most once: it has one operation under way or one to be made. */
    private void ready(int slot) {
        readySlots[readyCount++] = slot;
        if (readyCount == 1) {
            loop.atTurnEnd(this);
        }
    }

    @Override
    public void turnEnded() {
        int count = readyCount;
        readyCount = 0;
        for (int i = 0; i < count; i++) {
            int slot = readySlots[i];
            proceed(slot, slots[slot]);
        }
    }

    private void start(int slot, BlockRequest request) {
        slots[slot] = request;
        retries[slot] = 0;
        if (request.operation() == BlockOperation.WRITE_ZEROES && !canZeroRange) {
            request.stage = WRITING_ZEROES;
        }
        ready(slot);
    }

    private static boolean isChange(BlockOperation operation) {
        return operation != BlockOperation.READ && operation != BlockOperation.FLUSH;
    }

    /** Makes the next operation of the request in {@code slot}. */
    private void proceed(int slot, BlockRequest request) {
        long offset = request.offset() + request.progress;
        long left = request.length() - request.progress;
        switch (request.operation()) {
            case READ -> transfer(slot, request, READ, READ_FIXED, 0);
            case WRITE -> transfer(slot, request, WRITE, WRITE_FIXED, request.forceUnitAccess() ? RWF_DSYNC : 0);
            case FLUSH -> enqueue(slot, FSYNC, 0, 0, 0, FSYNC_DATASYNC, 0, 0);
            case UNMAP -> {
                long length = Math.min(left, MAX_RANGE_BYTES);
                if (target.unmap() == RingTarget.Unmap.DISCARD) {
                    enqueue(slot, URING_CMD, BLOCK_URING_CMD_DISCARD, offset, 0, 0, 0, length);
                } else {
                    enqueue(slot, FALLOCATE, offset, length, FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE, 0, 0, 0);
                }
            }
            case WRITE_ZEROES -> {
                switch (request.stage) {
                    case FIRST ->
                        enqueue(
                                slot,
                                FALLOCATE,
                                offset,
                                Math.min(left, MAX_RANGE_BYTES),
                                FALLOC_ZERO_RANGE | FALLOC_KEEP_SIZE,
                                0,
                                0,
                                0);
                    case WRITING_ZEROES ->
                        enqueue(slot, WRITE, offset, Zeroes.ADDRESS, (int) Math.min(left, Zeroes.BYTES), 0, 0, 0);
                    default -> enqueue(slot, FSYNC, 0, 0, 0, FSYNC_DATASYNC, 0, 0);
                }
            }
        }
    }

    private void transfer(int slot, BlockRequest request, byte plain, byte fixed, int flags) {
        IoBuffer buffer = request.buffer();
        long address = buffer.address() + request.bufferOffset() + request.progress;
        int length = (int) (request.length() - request.progress);
        int index = ring.registeredIndexOf(buffer);
        enqueue(
                slot,
                index >= 0 ? fixed : plain,
                request.offset() + request.progress,
                address,
                length,
                flags,
                Math.max(index, 0),
                0);
    }

    /**
     * The only place that submits: with one type of callee, the JIT makes no object of the operation. The launcher has it inline
     * the callee always, as it may have compiled that into something too big before it comes here.
     */
    private void enqueue(
            int slot, byte opcode, long offset, long address, int length, int flags, int bufferIndex, long address3) {
        long userData = (short) slot;
        registration.submit(new IoUringIoOps(
                opcode,
                (byte) 0,
                (short) 0,
                descriptor,
                offset,
                address,
                length,
                flags,
                userData,
                (short) bufferIndex,
                (short) 0,
                0,
                address3));
    }

    private void completed(int slot, int result) {
        BlockRequest request = slots[slot];
        if (result < 0) {
            failed(slot, request, Errno.of(-result), result);
            return;
        }
        switch (request.operation()) {
            case READ, WRITE -> transferred(slot, request, result);
            case FLUSH -> end(slot, null);
            case UNMAP -> {
                request.progress += Math.min(request.length() - request.progress, MAX_RANGE_BYTES);
                endOrProceed(slot, request);
            }
            case WRITE_ZEROES -> {
                switch (request.stage) {
                    case FIRST -> {
                        request.progress += Math.min(request.length() - request.progress, MAX_RANGE_BYTES);
                        endOrProceed(slot, request);
                    }
                    case WRITING_ZEROES -> transferred(slot, request, result);
                    default -> end(slot, null);
                }
            }
        }
    }

    private void transferred(int slot, BlockRequest request, int bytes) {
        long done = request.progress + bytes;
        if (done < request.length()) {
            // Direct I/O goes on at a multiple of the alignment only.
            done &= alignmentMask;
            if (done <= request.progress) {
                String why = "the end of the file or device came too early";
                errors.failed(request, Errno.EIO, why);
                target.faults().failed(request, DeviceError.MEDIUM, why);
                end(slot, DeviceError.MEDIUM);
                return;
            }
        }
        request.progress = done;
        endOrProceed(slot, request);
    }

    private void endOrProceed(int slot, BlockRequest request) {
        if (request.progress < request.length()) {
            ready(slot);
        } else if (request.operation() == BlockOperation.WRITE_ZEROES && request.forceUnitAccess()) {
            request.stage = FLUSHING;
            ready(slot);
        } else {
            end(slot, null);
        }
    }

    private void failed(int slot, BlockRequest request, Errno errno, int result) {
        if (DeviceErrors.isTransient(errno) && retries[slot]++ < MAX_RETRIES) {
            ready(slot);
            return;
        }
        DeviceError error = DeviceErrors.of(errno);
        boolean isZeroing = request.operation() == BlockOperation.WRITE_ZEROES && request.stage == FIRST;
        if (error == DeviceError.UNSUPPORTED && isZeroing) {
            canZeroRange = false;
            request.stage = WRITING_ZEROES;
            ready(slot);
            return;
        }
        String why = errno == Errno.OTHER ? "error " + -result : errno.text();
        errors.failed(request, errno, why);
        target.faults().failed(request, error, why);
        end(slot, error);
    }

    private void end(int slot, DeviceError error) {
        BlockRequest request = slots[slot];
        if (error == null && target.faults().any()) {
            target.faults().succeeded(request);
        }
        BlockRequest next = firstWaiting;
        if (next == null) {
            slots[slot] = null;
            freeSlots[freeCount++] = slot;
        } else {
            firstWaiting = next.next;
            next.next = null;
            start(slot, next);
        }
        request.complete(error);
    }

    @Override
    public void close() {
        assert freeCount == slots.length : "closed with requests under way";
        registration.cancel();
    }

    private final class Handle implements IoUringIoHandle {
        @Override
        public void handle(IoRegistration source, IoEvent event) {
            IoUringIoEvent completion = (IoUringIoEvent) event;
            completed((int) completion.userData() & 0xffff, completion.res());
        }

        @Override
        public void close() {
            // The loop stops; what is under way ends with its ring.
        }
    }
}
