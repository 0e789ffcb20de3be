package dev.sluice.scsi;

/**
 * One atomic command's time alone with a range of the medium: no other command changes it meanwhile, on any loop.
 *
 * <p>The range is announced first, so that reads and writes which come later wait. Then every loop reports when those that came
 * before are at rest. An access is either under way when its loop is told of the range, or it has seen the announcement.
 * Sections that overlap go in the order of their tickets, and an access waits only for those that were there before it:
 * nobody waits in a circle, and nobody for ever.
 *
 * <p>Whoever is inside must wait for nothing but the device: buffers are got before. Owner: the channel's loop thread.
 */
public final class AtomicSection {
    private enum State {
        WAITING,
        INSIDE,
        LEFT
    }

    private final LoopUnit channel;
    private final AtomicRange range;
    private final Runnable entered;
    private int openReports;
    private State state = State.WAITING;

    private AtomicSection(LoopUnit channel, AtomicRange range, Runnable entered) {
        this.channel = channel;
        this.range = range;
        this.entered = entered;
    }

    /**
     * Stands in line for a range, in bytes.
     *
     * @param excludesReaders whether nobody may read it meanwhile
     * @param entered runs on the loop when the range is the caller's, never from within this call
     */
    public static AtomicSection enter(
            LoopUnit channel, long offset, long length, boolean excludesReaders, Runnable entered) {
        return enter(channel, channel.atomicAccess().announce(offset, length, excludesReaders), entered);
    }

    /** For a range that has just been announced. */
    static AtomicSection enter(LoopUnit channel, AtomicRange announced, Runnable entered) {
        AtomicAccess access = channel.atomicAccess();
        AtomicSection section = new AtomicSection(channel, announced, entered);
        channel.gate().add(section);
        Runnable report = () -> channel.loop().execute(section::reported);
        section.openReports = access.onEveryLoop(gate -> gate.drain(section.range, report));
        return section;
    }

    private void reported() {
        openReports--;
        goOn();
    }

    /** Enters if nothing is in the way any more. */
    void goOn() {
        AtomicAccess access = channel.atomicAccess();
        if (state == State.WAITING && openReports == 0 && access.ranges().isNext(range)) {
            state = State.INSIDE;
            channel.gate().remove(this);
            entered.run();
        }
    }

    /** Ends the section, or the wait for it. To be called once. */
    public void leave() {
        assert state != State.LEFT;
        if (state == State.WAITING) {
            channel.gate().remove(this);
        }
        state = State.LEFT;
        channel.atomicAccess().withdraw(range);
        channel.atomicAccess().onEveryLoop(AccessGate::rangesChanged);
    }
}
