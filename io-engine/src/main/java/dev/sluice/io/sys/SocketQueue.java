package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bytes that wait in the kernel for the other end of a TCP connection (tcp(7)). Any thread. */
public final class SocketQueue {
    private static final int SIOCOUTQ = 0x5411;

    private SocketQueue() {}

    /**
     * Returns true where the TCP of the other end has acknowledged all that the kernel was given to send. It does where the other machine is there,
     * whatever its programs do; a machine that is off, suspended or cut off acknowledges nothing. False, too, for what is no connection.
     */
    public static boolean isAcknowledged(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(ValueLayout.JAVA_INT);
            return SystemCall.IOCTL.call(fd, SIOCOUTQ, bytes.address()) >= 0 && bytes.get(ValueLayout.JAVA_INT, 0) == 0;
        }
    }
}
