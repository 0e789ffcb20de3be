package dev.sluice.scsi.atomic;

/**
 * An {@link AtomicSection} of two ranges, for one that copies the first to the second.
 *
 * <p>Nobody waits in a circle: of one unit both are announced at once, so that whatever comes waits for both or for none; of two
 * units that which all pairs take first is entered before the other is announced. Owner: the loop thread of both gates.
 */
public final class PairSection {
    private final Runnable entered;
    private AtomicSection one;
    private AtomicSection other;
    private int toEnter = 2;

    private PairSection(Runnable entered) {
        this.entered = entered;
    }

    /**
     * Stands in line for two ranges, in bytes, that do not overlap.
     *
     * @param entered runs on the loop when both are the caller's, never from within this call
     */
    public static PairSection enter(
            AccessGate source,
            long sourceOffset,
            AccessGate destination,
            long destinationOffset,
            long length,
            Runnable entered) {
        PairSection pair = new PairSection(entered);
        AtomicAccess from = source.shared();
        AtomicAccess to = destination.shared();
        if (from == to) {
            AtomicRange[] ranges = from.announce(sourceOffset, destinationOffset, length);
            pair.one = AtomicSection.enter(source, ranges[0], pair::enteredOne);
            pair.other = AtomicSection.enter(source, ranges[1], pair::enteredOne);
        } else if (from.number() < to.number()) {
            pair.enter(source, sourceOffset, destination, destinationOffset, length);
        } else {
            pair.enter(destination, destinationOffset, source, sourceOffset, length);
        }
        return pair;
    }

    private void enter(AccessGate first, long firstOffset, AccessGate second, long secondOffset, long length) {
        one = AtomicSection.enter(first, firstOffset, length, false, () -> {
            other = AtomicSection.enter(second, secondOffset, length, false, this::enteredOne);
            enteredOne();
        });
    }

    private void enteredOne() {
        if (--toEnter == 0) {
            entered.run();
        }
    }

    /** Ends the section, or the wait for it. To be called once. */
    public void leave() {
        one.leave();
        if (other != null) {
            other.leave();
        }
    }
}
