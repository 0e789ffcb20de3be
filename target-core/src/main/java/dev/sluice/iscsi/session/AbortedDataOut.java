package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.task.AbortProgress;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;

/**
 * Data-Out that an initiator still owes for tasks that are aborted: it answers the R2Ts that it has got, and the function is
 * answered behind that (RFC 7143 4.2.3.3). Owner: the session's loop thread.
 */
public final class AbortedDataOut {
    /**
     * After that an initiator is taken for one that sends nothing more for tasks it has asked to abort, as open-iscsi does by
     * default, whatever was negotiated.
     */
    private static final int PATIENCE_MILLIS = 2000;

    private final IoLoop loop;
    private final Int2ObjectHashMap<AbortProgress> byTag = new Int2ObjectHashMap<>();

    AbortedDataOut(IoLoop loop) {
        this.loop = loop;
    }

    /** Makes {@code progress} wait for the end of the data with those Target Transfer Tags. */
    public void await(IntArrayList transferTags, AbortProgress progress) {
        if (transferTags.isEmpty()) {
            return;
        }
        for (int tag : transferTags.toIntArray()) {
            progress.expect();
            AbortProgress earlier = byTag.get(tag);
            byTag.put(tag, earlier == null ? progress : AbortProgress.both(earlier, progress));
        }
        loop.schedule(() -> giveUp(transferTags), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The last Data-Out PDU with that tag is here, for a task that wants it no more. */
    public void ended(int transferTag) {
        AbortProgress progress = byTag.remove(transferTag);
        if (progress != null) {
            progress.ended();
        }
    }

    private void giveUp(IntArrayList transferTags) {
        for (int tag : transferTags.toIntArray()) {
            ended(tag);
        }
    }
}
