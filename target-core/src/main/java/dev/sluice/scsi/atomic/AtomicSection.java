package dev.sluice.scsi.atomic;

/**
 * One atomic command's time alone with a range of the medium: no other command changes it meanwhile, on any loop.
 *
 * <p>The range is announced first, so that reads and writes which come later wait. Then every loop reports when those that came
 * before are at rest. An access is either under way when its loop is told of the range, or it has seen the announcement.
 * Sections that overlap go in the order of their tickets, and an access waits only for those that were there before it:
 * nobody waits in a circle, and nobody for ever.
 *
 * <p>A command inside waits for nothing but the device: it has its buffers before. Owner: the gate's loop thread.
 */
public final class AtomicSection {
    private enum State {
        WAITING,
        INSIDE,
        LEFT
    }

    private final AccessGate gate;
    private final AtomicRange range;
    private final Runnable entered;
    private int openReports;
    private State state = State.WAITING;

    private AtomicSection(AccessGate gate, AtomicRange range, Runnable entered) {
        this.gate = gate;
        this.range = range;
        this.entered = entered;
    }

    /**
     * Stands in line for a range, in bytes.
     *
     * @param excludesReaders true if reads of the range wait as well
     * @param entered runs on the loop when the range is the caller's, never from within this call
     */
    public static AtomicSection enter(
            AccessGate gate, long offset, long length, boolean excludesReaders, Runnable entered) {
        return enter(gate, gate.shared().announce(offset, length, excludesReaders), entered);
    }

    /** For a range that has just been announced. */
    static AtomicSection enter(AccessGate gate, AtomicRange announced, Runnable entered) {
        AtomicAccess access = gate.shared();
        AtomicSection section = new AtomicSection(gate, announced, entered);
        gate.add(section);
        Runnable report = () -> gate.loop().execute(section::reported);
        section.openReports = access.onEveryLoop(each -> each.drain(section.range, report));
        return section;
    }

    private void reported() {
        openReports--;
        goOn();
    }

    /** Enters if nothing is in the way any more. */
    void goOn() {
        AtomicAccess access = gate.shared();
        if (state == State.WAITING && openReports == 0 && access.ranges().isNext(range)) {
            state = State.INSIDE;
            gate.remove(this);
            entered.run();
        }
    }

    /** Ends the section, or the wait for it. To be called once. */
    public void leave() {
        assert state != State.LEFT;
        if (state == State.WAITING) {
            gate.remove(this);
        }
        state = State.LEFT;
        gate.shared().withdraw(range);
        gate.shared().onEveryLoop(AccessGate::rangesChanged);
    }
}
