package dev.sluice.scsi;

import dev.sluice.scsi.sense.SenseData;

/**
 * A logical unit as one initiator port sees it (an I_T_L nexus). Owner: the nexus's loop thread, but for
 * {@link #establish}.
 */
public final class UnitNexus {
    private final ItNexus nexus;
    private final LogicalUnit unit;
    private final UnitAttentions attentions = new UnitAttentions();
    private UnitChannel channel;

    UnitNexus(ItNexus nexus, LogicalUnit unit) {
        this.nexus = nexus;
        this.unit = unit;
    }

    public ItNexus nexus() {
        return nexus;
    }

    public LogicalUnit unit() {
        return unit;
    }

    /** The way to the device, opened when it is first needed. */
    public UnitChannel channel() {
        if (channel == null) {
            channel = unit.channelOn(nexus.loop());
        }
        return channel;
    }

    /** Null as long as nothing was sent here. */
    UnitChannel channelIfOpen() {
        return channel;
    }

    /** Establishes a unit attention condition. Any thread. */
    public void establish(int additional) {
        attentions.establish(additional);
    }

    boolean hasAttention() {
        return attentions.any();
    }

    /** Takes the oldest unit attention condition away, as sense data; null if there is none. */
    public SenseData takeAttention() {
        int additional = attentions.take();
        return additional == 0 ? null : SenseData.unitAttention(additional);
    }

    void clearAttention(int additional) {
        attentions.clear(additional);
    }
}
