package dev.sluice.io.disk;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.device.SpaceUse;
import dev.sluice.io.inventory.GeneratedIdentity;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A disk in memory, gone when the process ends. Pages are taken when they are first written and given back by unmap; one that zeroes are
 * written to counts as taken.
 *
 * <p>Requests end within their submission, on the submitting loop. It says that it has no volatile cache, as no flush makes
 * its content survive.
 */
public final class RamDevice implements BlockDevice {
    /** Looked at in one go when somebody asks where there is data: 64 GiB. */
    private static final long MOST_PAGES = 1 << 24;

    private final DeviceProperties properties;
    private final Mapping mapping;
    private final Mapping writtenMapping;
    private final Arena lifetime;
    private final MemorySegment memory;
    /** A byte for each page, not 0 if something was written to it since it was last unmapped: zeroes count. */
    private final MemorySegment written;

    /** A disk full of zeroes, {@code sizeBytes} long (a multiple of 512), with a random identity. */
    public RamDevice(long sizeBytes) {
        this(sizeBytes, GeneratedIdentity.random());
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
            writtenMapping = Mapping.anonymous(Math.ceilDiv(sizeBytes, Mapping.PAGE_BYTES));
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
        // An access after close() throws; without an arena of its own it would end the process.
        lifetime = Arena.ofShared();
        memory = mapping.segment().asSlice(0, sizeBytes).reinterpret(lifetime, null);
        written = writtenMapping
                .segment()
                .asSlice(0, Math.ceilDiv(sizeBytes, Mapping.PAGE_BYTES))
                .reinterpret(lifetime, null);
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
        writtenMapping.close();
    }

    @Override
    public Extent extentAt(long offset) {
        long first = offset / Mapping.PAGE_BYTES;
        long last = Math.min(written.byteSize(), first + MOST_PAGES);
        boolean allocated = written.get(ValueLayout.JAVA_BYTE, first) != 0;
        long page = first + 1;
        while (page < last && written.get(ValueLayout.JAVA_BYTE, page) != 0 == allocated) {
            page++;
        }
        long end = Math.min(page * Mapping.PAGE_BYTES, properties.sizeBytes());
        return new Extent(offset, end - offset, allocated);
    }

    @Override
    public SpaceUse spaceUse() {
        long pages = 0;
        for (long page = 0; page < written.byteSize(); page++) {
            pages += written.get(ValueLayout.JAVA_BYTE, page);
        }
        long used = Math.min(pages * Mapping.PAGE_BYTES, properties.sizeBytes());
        return new SpaceUse(used, properties.sizeBytes() - used);
    }

    @Override
    public boolean tellsSpaceUse() {
        return true;
    }

    /** After the data is there: so a page that is unmapped meanwhile is known for what it is in the end, whoever is last. */
    private void markWritten(long offset, long length) {
        long last = (offset + length - 1) / Mapping.PAGE_BYTES;
        for (long page = offset / Mapping.PAGE_BYTES; page <= last; page++) {
            written.set(ValueLayout.JAVA_BYTE, page, (byte) 1);
        }
    }

    private void zero(long offset, long length) {
        long end = offset + length;
        long firstPage = Math.min(end, Math.ceilDiv(offset, Mapping.PAGE_BYTES) * Mapping.PAGE_BYTES);
        long lastPage = Math.max(firstPage, end / Mapping.PAGE_BYTES * Mapping.PAGE_BYTES);
        if (lastPage > firstPage) {
            written.asSlice(firstPage / Mapping.PAGE_BYTES, (lastPage - firstPage) / Mapping.PAGE_BYTES)
                    .fill((byte) 0);
        }
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
                case WRITE -> {
                    MemorySegment.copy(
                            request.buffer().segment(),
                            request.bufferOffset(),
                            memory,
                            request.offset(),
                            request.length());
                    markWritten(request.offset(), request.length());
                }
                case UNMAP -> zero(request.offset(), request.length());
                case WRITE_ZEROES -> {
                    zero(request.offset(), request.length());
                    markWritten(request.offset(), request.length());
                }
                case FLUSH -> {}
            }
            return null;
        }
    }
}
