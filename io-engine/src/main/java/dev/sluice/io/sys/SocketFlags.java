package dev.sluice.io.sys;

import java.io.IOException;

/** Flags of open sockets. Any thread. */
public final class SocketFlags {
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;

    private SocketFlags() {}

    /** Clears O_NONBLOCK: a ring waits for a blocking socket by itself, and gives EAGAIN for the others. */
    public static void setBlocking(int fd) throws IOException {
        long flags = SystemCall.check(SystemCall.FCNTL.call(fd, F_GETFL, 0), "reading the flags of descriptor " + fd);
        SystemCall.check(
                SystemCall.FCNTL.call(fd, F_SETFL, flags & ~O_NONBLOCK), "setting the flags of descriptor " + fd);
    }
}
