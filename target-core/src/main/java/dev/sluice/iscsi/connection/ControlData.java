package dev.sluice.iscsi.connection;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.transport.PduReceiver;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The data segment of a PDU that carries text or an echo, as far as it has come: what a header announces takes no memory. Owner: the loop
 * thread.
 */
public final class ControlData implements PduReceiver.Gatherer {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int count;

    /** The data of the PDU at hand come here. */
    public void receive(PduReceiver receiver) {
        receiver.gather(this);
    }

    @Override
    public void gathered(MemorySegment memory, long offset, int length) {
        int needed = Math.addExact(count, length);
        if (needed > bytes.length) {
            // Memory follows what has come: never more than twice as much.
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * bytes.length, 2 * needed)));
        }
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, count, length);
        count = needed;
    }

    /** The data of the PDU {@code header}, which has come whole. */
    public byte[] take(BasicHeader header) {
        assert count == header.dataSegmentLength() : count + " bytes gathered";
        byte[] taken = bytes.length == count ? bytes : Arrays.copyOf(bytes, count);
        release();
        return taken;
    }

    public void release() {
        bytes = NOTHING;
        count = 0;
    }
}
