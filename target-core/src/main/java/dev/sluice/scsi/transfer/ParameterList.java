package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import dev.sluice.scsi.task.ScsiTask;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Gathers what the initiator sends for a command that must see all of it before it can do anything. */
public final class ParameterList extends Activity {
    public static final ActivityType<ParameterList> TYPE = new ActivityType<>(ParameterList.class, ParameterList::new);

    /** The receiver of the list. */
    public interface Receiver {
        /**
         * The data is there.
         *
         * @param list valid until the task ends, longer than the data
         * @param length bytes of it: what the command says
         */
        void parameters(ScsiTask task, byte[] list, int length);
    }

    private byte[] list;
    private int wanted;
    private int received;
    private Receiver receiver;

    private ParameterList() {}

    /**
     * Asks for {@code length} bytes, at most 1 MiB, and passes them to {@code to}, which ends the task. An initiator that sends less is
     * refused.
     */
    public void start(int length, Receiver to) {
        if (!takesWhole(length)) {
            return;
        }
        wanted = length;
        received = 0;
        receiver = to;
        list = task().borrow(wanted);
        if (list == null) {
            refuse();
            return;
        }
        if (wanted == 0) {
            handOver();
            return;
        }
        task().transport().requestDataOut(length, 1);
    }

    @Override
    protected void dataOut(IoBuffer buffer, int offset, int length) {
        assert received + length <= wanted : "more data than was asked for";
        MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, offset, list, received, length);
        received += length;
        buffer.release();
        if (received == wanted) {
            handOver();
        }
    }

    /** The task keeps the list until it ends; an idle one holds nothing of it. */
    private void handOver() {
        byte[] whole = list;
        list = null;
        receiver.parameters(task(), whole, wanted);
    }

    @Override
    protected void abort() {
        list = null;
        rest();
    }
}
