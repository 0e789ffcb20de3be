package dev.sluice.io.loop;

import dev.sluice.io.memory.IoBuffer;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoHandle;

/** The io_uring of a loop. Loop thread only. */
public interface IoRing {
    /**
     * Lets {@code handle} submit operations to this ring.
     *
     * @throws IllegalStateException if the loop is stopping
     */
    IoRegistration register(IoUringIoHandle handle);

    /**
     * The index under which this ring knows the memory of {@code buffer}, which may be another loop's, or -1 where
     * it is not registered.
     */
    int registeredIndexOf(IoBuffer buffer);
}
