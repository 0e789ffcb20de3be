package dev.sluice.io.scsi;

import dev.sluice.io.loop.IoLoop;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The areas of one size, and who waits for them. Guarded by the {@link DataAreas} that they are of. */
final class AreaStock {
    private record Waiter(IoLoop loop, Consumer<DataArea> granted) {}

    /** The areas that one share has, and its requests that wait, in the order of asking. */
    static final class Part {
        private final ArrayDeque<Waiter> waiting = new ArrayDeque<>(0);
        private int held;
    }

    private final ArrayDeque<DataArea> free = new ArrayDeque<>();
    /** Parts with requests that wait; each is served once before any is served again. */
    private final ArrayDeque<Part> line = new ArrayDeque<>(0);

    void add(DataArea area) {
        free.add(area);
    }

    DataArea acquire(Part part, IoLoop loop, Consumer<DataArea> granted) {
        boolean waits = !part.waiting.isEmpty();
        DataArea area = waits ? null : take(part);
        if (area == null) {
            part.waiting.add(new Waiter(loop, granted));
            if (!waits) {
                line.add(part);
            }
        }
        return area;
    }

    boolean cancel(Part part, Consumer<DataArea> granted) {
        boolean waited = part.waiting.removeIf(waiter -> waiter.granted() == granted);
        if (waited && part.waiting.isEmpty()) {
            line.remove(part);
        }
        return waited;
    }

    void release(Part part, DataArea area) {
        part.held--;
        free.addFirst(area);
        int refused = 0;
        while (refused < line.size()) {
            Part first = line.poll();
            DataArea taken = take(first);
            if (taken == null) {
                refused++;
            } else {
                refused = 0;
                Waiter waiter = first.waiting.poll();
                waiter.loop().execute(() -> waiter.granted().accept(taken));
            }
            if (!first.waiting.isEmpty()) {
                line.add(first);
            }
        }
    }

    private DataArea take(Part part) {
        if (part.held >= free.size()) {
            return null;
        }
        part.held++;
        return free.pollFirst();
    }
}
