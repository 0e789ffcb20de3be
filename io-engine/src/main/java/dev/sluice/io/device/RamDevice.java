package dev.sluice.io.device;

import dev.sluice.io.loop.IoLoop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/** A disk in memory. Requests complete within {@code submit}. */
public final class RamDevice implements BlockDevice {
    private static final int PAGE = 4096;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final DeviceProperties properties;

    public RamDevice(long sizeBytes) {
        memory = arena.allocate(sizeBytes, PAGE);
        properties = new DeviceProperties(
                "ram",
                sizeBytes,
                512,
                512,
                512,
                0,
                true,
                PAGE,
                true,
                false,
                false,
                false,
                true,
                UUID.randomUUID().toString());
    }

    @Override
    public DeviceProperties properties() {
        return properties;
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        return new Channel();
    }

    @Override
    public void close() {
        arena.close();
    }

    private final class Channel implements DeviceChannel {
        @Override
        public void submit(BlockRequest request) {
            switch (request.operation()) {
                case READ ->
                    MemorySegment.copy(
                            memory,
                            request.offset(),
                            request.buffer().segment(),
                            request.bufferOffset(),
                            request.length());
                case WRITE ->
                    MemorySegment.copy(
                            request.buffer().segment(),
                            request.bufferOffset(),
                            memory,
                            request.offset(),
                            request.length());
                case FLUSH -> {}
                case UNMAP, WRITE_ZEROES ->
                    memory.asSlice(request.offset(), request.length()).fill((byte) 0);
            }
            request.complete(null);
        }

        @Override
        public void close() {}
    }
}
