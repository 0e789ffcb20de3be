package dev.sluice.io.device;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A disk in memory, gone when the process ends. Pages are taken when they are first written and given back by unmap.
 *
 * <p>Requests end within their submission, on the submitting loop. It says that it has no volatile cache, as no flush makes
 * its content survive.
 */
public final class RamDevice implements BlockDevice {
    private final DeviceProperties properties;
    private final Mapping mapping;
    private final Arena lifetime;
    private final MemorySegment memory;

    /** A disk full of zeroes, {@code sizeBytes} long (a multiple of 512), with a random identity. */
    public RamDevice(long sizeBytes) {
        this(sizeBytes, Identity.random());
    }

    /**
     * A disk full of zeroes.
     *
     * @param sizeBytes a multiple of 512
     * @param identity see {@link DeviceProperties#identity()}
     * @throws UncheckedIOException where the kernel refuses so much address space
     */
    @SuppressWarnings("restricted")
    public RamDevice(long sizeBytes, String identity) {
        properties = new DeviceProperties(
                "ram",
                sizeBytes,
                512,
                Mapping.PAGE_BYTES,
                512,
                0,
                true,
                Mapping.PAGE_BYTES,
                true,
                false,
                false,
                false,
                true,
                identity);
        try {
            mapping = Mapping.anonymous(sizeBytes);
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
        // An access after close() throws; without an arena of its own it would end the process.
        lifetime = Arena.ofShared();
        memory = mapping.segment().asSlice(0, sizeBytes).reinterpret(lifetime, null);
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
        lifetime.close();
        mapping.close();
    }

    private void zero(long offset, long length) {
        long end = offset + length;
        long firstPage = Math.min(end, Math.ceilDiv(offset, Mapping.PAGE_BYTES) * Mapping.PAGE_BYTES);
        long lastPage = Math.max(firstPage, end / Mapping.PAGE_BYTES * Mapping.PAGE_BYTES);
        memory.asSlice(offset, firstPage - offset).fill((byte) 0);
        if (lastPage > firstPage && !mapping.discard(firstPage, lastPage - firstPage)) {
            memory.asSlice(firstPage, lastPage - firstPage).fill((byte) 0);
        }
        memory.asSlice(lastPage, end - lastPage).fill((byte) 0);
    }

    private final class Channel extends ImmediateChannel {
        @Override
        DeviceError carryOut(BlockRequest request) {
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
                case UNMAP, WRITE_ZEROES -> zero(request.offset(), request.length());
                case FLUSH -> {}
            }
            return null;
        }
    }
}
