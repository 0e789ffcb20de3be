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
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk in memory, gone when the process ends. Pages are taken when they are first written and given back by unmap; one that zeroes are
 * written to counts as taken.
 *
 * <p>Requests end within their submission, on the submitting loop. Long reads may have the memory itself as a loan ({@link BlockRequest#prepareLoan}). The device says that it has no volatile cache, as no flush makes
 * its content survive.
 */
public final class RamDevice implements BlockDevice {
    /** Looked at in one go when somebody asks where there is data: 64 GiB. */
    private static final long MOST_PAGES = 1 << 24;

    /** Reads that are shorter are copied, which costs less than a loan of their pages. */
    private static final int LEAST_LOAN_BYTES = 16 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(RamDevice.class);

    private final DeviceProperties properties;
    private final Mapping mapping;
    private final Mapping writtenMapping;
    private final Arena lifetime;
    private final Mapping stateMapping;
    private final RamPages pages;
    /** A byte for each page, not 0 if something was written to it since it was last unmapped: zeroes count. */
    private final MemorySegment written;
    /** The device until it is closed, and each channel until it is closed and its loans are home. */
    private final AtomicInteger users = new AtomicInteger(1);

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
        long pageCount = Math.ceilDiv(sizeBytes, Mapping.PAGE_BYTES);
        try {
            mapping = Mapping.anonymous(sizeBytes);
            writtenMapping = Mapping.anonymous(pageCount);
            stateMapping = Mapping.anonymous(pageCount * Integer.BYTES);
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
        // An access after close() throws; without an arena of its own it would end the process.
        lifetime = Arena.ofShared();
        written = writtenMapping.segment().asSlice(0, pageCount).reinterpret(lifetime, null);
        pages = new RamPages(
                mapping,
                mapping.segment().asSlice(0, sizeBytes).reinterpret(lifetime, null),
                stateMapping.segment().reinterpret(lifetime, null));
    }

    @Override
    public DeviceProperties properties() {
        return properties;
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        users.incrementAndGet();
        return new Channel();
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            free();
        }
    }

    /** The last loan of a closed device has come home: the kernel takes its time for much memory, and a loop has none. */
    private void leave() {
        if (users.decrementAndGet() == 0) {
            Thread.ofPlatform().daemon().name("sluice-ram-close").start(this::free);
        }
    }

    private void free() {
        lifetime.close();
        pages.close();
        mapping.close();
        writtenMapping.close();
        stateMapping.close();
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

    /** Writes zeroes; whole pages that they fill count as unmapped. */
    private void zero(long offset, long length) {
        long firstWhole = Math.ceilDiv(offset, RamPages.PAGE_BYTES);
        long wholePages = (offset + length) / RamPages.PAGE_BYTES - firstWhole;
        if (wholePages > 0) {
            written.asSlice(firstWhole, wholePages).fill((byte) 0);
        }
        pages.write(offset, length, null, 0);
    }

    private final class Channel extends ImmediateChannel {
        private final RamLoans loans = new RamLoans(pages, RamDevice.this::leave);

        @Override
        public int leastLoanBytes() {
            return LEAST_LOAN_BYTES;
        }

        @Override
        DeviceError carryOut(BlockRequest request) {
            try {
                carryOut(request, request.offset(), request.length());
                return null;
            } catch (UncheckedIOException e) {
                LOG.warn("{}: {}", properties.description(), e.getMessage());
                return DeviceError.MEDIUM;
            }
        }

        private void carryOut(BlockRequest request, long offset, long length) {
            switch (request.operation()) {
                case READ -> {
                    if (request.account() != null) {
                        loans.lend(request);
                    } else {
                        pages.read(offset, request.buffer().segment(), request.bufferOffset(), length);
                    }
                }
                case WRITE -> {
                    pages.write(offset, length, request.buffer().segment(), request.bufferOffset());
                    markWritten(offset, length);
                }
                case UNMAP -> zero(offset, length);
                case WRITE_ZEROES -> {
                    zero(offset, length);
                    markWritten(offset, length);
                }
                case FLUSH -> {}
            }
        }

        @Override
        public void close() {
            super.close();
            loans.close();
        }
    }
}
