package dev.sluice.io.loop;

import io.netty.channel.IoHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The words that a ring shares with the kernel, to see without a system call whether it has something for its loop. Netty reads them, too, but tells nobody.
 * Owner: the loop thread, while the ring is open.
 */
final class RingProbe {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /** Flags of the submission queue: completions that did not fit are to be fetched; those of sockets and disks are to be made. */
    private static final int IORING_SQ_CQ_OVERFLOW = 1 << 1;

    private static final int IORING_SQ_TASKRUN = 1 << 2;

    private final ByteBuffer head;
    private final ByteBuffer tail;
    private final ByteBuffer flags;

    /** @throws IllegalStateException if this is not a ring of the Netty that Sluice is built with */
    RingProbe(IoHandler ring) {
        Object queues = field(ring, "ringBuffer");
        Object completions = field(queues, "ioUringCompletionQueue");
        head = (ByteBuffer) field(completions, "khead");
        tail = (ByteBuffer) field(completions, "ktail");
        flags = (ByteBuffer) field(field(queues, "ioUringSubmissionQueue"), "kflags");
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Netty's " + owner.getClass().getName() + " has no field " + name, e);
        }
    }

    /** Returns true where the next turn would find a completion. */
    boolean hasCompletions() {
        return (int) WORD.getOpaque(head, 0) != (int) WORD.getAcquire(tail, 0)
                || ((int) WORD.getOpaque(flags, 0) & (IORING_SQ_CQ_OVERFLOW | IORING_SQ_TASKRUN)) != 0;
    }
}
