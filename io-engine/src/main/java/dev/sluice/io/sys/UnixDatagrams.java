package dev.sluice.io.sys;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to one Unix socket (unix(7)), which Java cannot. Any thread; one datagram is one system call, and waits while
 * the receiver's queue is full.
 */
public final class UnixDatagrams implements Closeable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** sun_path behind the 16 bits of sun_family, with the NUL that ends a name in a file system. */
    private static final int PATH_OFFSET = Short.BYTES;

    private static final int MAX_PATH_LENGTH = 107;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment address;
    private final int fd;

    /**
     * Opens a socket; nothing is sent yet.
     *
     * @param receiver a path, or {@code @} and a name in the abstract name space
     */
    public UnixDatagrams(String receiver) throws SystemCallException {
        this.address = address(receiver, arena);
        long opened = SystemCall.SOCKET.call(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (opened < 0) {
            arena.close();
        }
        this.fd = (int) SystemCall.check(opened, "opening a datagram socket");
    }

    private static MemorySegment address(String receiver, Arena arena) {
        byte[] path = receiver.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length > MAX_PATH_LENGTH) {
            throw new IllegalArgumentException(
                    "a Unix socket has a name of 1 to " + MAX_PATH_LENGTH + " bytes, not '" + receiver + "'");
        }
        boolean isAbstract = path[0] == '@';
        if (isAbstract) {
            path[0] = 0;
        }
        MemorySegment address = arena.allocate(PATH_OFFSET + path.length + (isAbstract ? 0 : 1), Short.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET, path.length);
        return address;
    }

    /** Sends one datagram. */
    public void send(String text) throws SystemCallException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment data = call.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            SystemCall.check(
                    SystemCall.SENDTO.call(
                            fd, data.address(), bytes.length, MSG_NOSIGNAL, address.address(), address.byteSize()),
                    "sending a datagram");
        }
    }

    /** Once, after the last {@link #send}. */
    @Override
    public void close() {
        SystemCall.CLOSE.call(fd);
        arena.close();
    }
}
