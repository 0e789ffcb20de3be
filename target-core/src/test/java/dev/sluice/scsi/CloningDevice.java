package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.loop.IoLoop;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A device whose ranges can be cloned, which it notes, fails at, or does only when the test lets it. */
final class CloningDevice implements BlockDevice {
    static final int UNIT = 4096;

    private final MemorySegment content;
    private final int blockSize;
    final List<String> clones = new CopyOnWriteArrayList<>();
    volatile boolean refuses;
    final Semaphore begun = new Semaphore(0);
    /** The permits, of which each clone needs one. */
    final Semaphore allowed = new Semaphore(1 << 20);

    CloningDevice(int size, int blockSize) {
        this.content = MemorySegment.ofArray(new byte[size]);
        this.blockSize = blockSize;
    }

    @Override
    public DeviceProperties properties() {
        return new DeviceProperties(
                "cloning",
                content.byteSize(),
                blockSize,
                UNIT,
                512,
                0,
                false,
                0,
                false,
                true,
                false,
                false,
                true,
                "cloning" + System.identityHashCode(this));
    }

    @Override
    public int cloneUnitBytes(BlockDevice target) {
        return target instanceof CloningDevice ? UNIT : 0;
    }

    @Override
    public boolean cloneRange(long sourceOffset, BlockDevice target, long offset, long bytes, boolean durably) {
        begun.release();
        allowed.acquireUninterruptibly();
        MemorySegment to = ((CloningDevice) target).content.asSlice(offset, bytes);
        if (refuses) {
            to.fill((byte) 0xEE);
            return false;
        }
        to.copyFrom(content.asSlice(sourceOffset, bytes));
        clones.add(sourceOffset + "+" + bytes + ">" + offset + (durably ? " durably" : ""));
        return true;
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                request.complete(carryOut(request));
            }

            @Override
            public void close() {}
        };
    }

    private DeviceError carryOut(BlockRequest request) {
        MemorySegment here = content.asSlice(request.offset(), request.length());
        switch (request.operation()) {
            case READ ->
                request.buffer()
                        .segment()
                        .asSlice(request.bufferOffset(), request.length())
                        .copyFrom(here);
            case WRITE -> here.copyFrom(request.buffer().segment().asSlice(request.bufferOffset(), request.length()));
            case FLUSH -> {}
            default -> {
                return DeviceError.UNSUPPORTED;
            }
        }
        return null;
    }

    @Override
    public void close() {}
}
