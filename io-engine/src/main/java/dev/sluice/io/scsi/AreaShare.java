package dev.sluice.io.scsi;

import dev.sluice.io.loop.IoLoop;
import java.util.function.Consumer;

/** The part of a device's {@link DataAreas} that one user has: as many as are left for others. Any thread. */
public final class AreaShare {
    private final DataAreas areas;
    private final AreaStock.Part small = new AreaStock.Part();
    private final AreaStock.Part large = new AreaStock.Part();

    AreaShare(DataAreas areas) {
        this.areas = areas;
    }

    /**
     * An area for {@code bytes}, at most {@link DataAreas#LARGE_BYTES}; or null, and {@code granted} gets one later on {@code loop}.
     *
     * @param granted identifies who waits; it must take the area, whatever has happened since
     */
    public DataArea acquire(int bytes, IoLoop loop, Consumer<DataArea> granted) {
        synchronized (areas) {
            return DataAreas.isSmall(bytes)
                    ? areas.small().acquire(small, loop, granted)
                    : areas.large().acquire(large, loop, granted);
        }
    }

    /** Returns true where {@code granted} does not wait any more; if not, it waits for nothing, or its area is on the way. */
    public boolean cancel(Consumer<DataArea> granted) {
        synchronized (areas) {
            return areas.small().cancel(small, granted) || areas.large().cancel(large, granted);
        }
    }

    /** Takes back an area that it has given. */
    public void release(DataArea area) {
        synchronized (areas) {
            if (DataAreas.isSmall(area.segment().byteSize())) {
                areas.small().release(small, area);
            } else {
                areas.large().release(large, area);
            }
        }
    }
}
