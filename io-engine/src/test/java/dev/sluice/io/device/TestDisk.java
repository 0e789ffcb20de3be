package dev.sluice.io.device;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.IoBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A channel that a test's thread waits for. */
public final class TestDisk implements AutoCloseable {
    public final IoLoop loop;
    public final DeviceChannel channel;
    private final IoLoop bufferOwner;

    public TestDisk(BlockDevice device, IoLoop loop) {
        this(device, loop, loop, BlockDevice::openChannel);
    }

    public TestDisk(
            BlockDevice device,
            IoLoop loop,
            IoLoop bufferOwner,
            BiFunction<BlockDevice, IoLoop, DeviceChannel> opener) {
        this.loop = loop;
        this.bufferOwner = bufferOwner;
        this.channel = TestLoops.on(loop, () -> opener.apply(device, loop));
    }

    /** Returns {@code length} bytes that follow from the seed. */
    public static byte[] random(int length, long seed) {
        byte[] data = new byte[length];
        new SplittableRandom(seed).nextBytes(data);
        return data;
    }

    /** Submits what {@code prepare} makes of a new request, and waits for its end. */
    public DeviceError run(UnaryOperator<BlockRequest> prepare) {
        CompletableFuture<DeviceError> done = new CompletableFuture<>();
        loop.execute(() -> channel.submit(prepare.apply(new BlockRequest(request -> done.complete(request.error())))));
        return TestLoops.await(done);
    }

    public DeviceError write(long offset, byte[] data, boolean forceUnitAccess) {
        IoBuffer buffer = acquire(data.length);
        try {
            MemorySegment.copy(data, 0, buffer.segment(), ValueLayout.JAVA_BYTE, 0, data.length);
            return run(request -> request.prepareWrite(offset, data.length, buffer, 0, forceUnitAccess));
        } finally {
            release(buffer);
        }
    }

    /** The bytes that were read, or an AssertionError. */
    public byte[] read(long offset, int length) {
        byte[] data = new byte[length];
        DeviceError error = read(offset, data);
        if (error != null) {
            throw new AssertionError("read of " + length + " bytes at " + offset + " failed: " + error);
        }
        return data;
    }

    public DeviceError read(long offset, byte[] into) {
        IoBuffer buffer = acquire(into.length);
        try {
            buffer.segment().fill((byte) 0x5a);
            DeviceError error = run(request -> request.prepareRead(offset, into.length, buffer, 0));
            MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, 0, into, 0, into.length);
            return error;
        } finally {
            release(buffer);
        }
    }

    public DeviceError flush() {
        return run(BlockRequest::prepareFlush);
    }

    public DeviceError unmap(long offset, long length) {
        return run(request -> request.prepareUnmap(offset, length));
    }

    public DeviceError writeZeroes(long offset, long length, boolean forceUnitAccess) {
        return run(request -> request.prepareWriteZeroes(offset, length, forceUnitAccess));
    }

    private IoBuffer acquire(int length) {
        return TestLoops.on(
                bufferOwner, () -> TestLoops.transferBuffers(bufferOwner).tryAcquire(length));
    }

    private void release(IoBuffer buffer) {
        TestLoops.on(bufferOwner, () -> {
            buffer.release();
            return null;
        });
    }

    @Override
    public void close() {
        TestLoops.on(loop, () -> {
            channel.close();
            return null;
        });
    }
}
