package dev.sluice.iscsi.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Memory in which the kernel writes the address of the peer: a struct sockaddr_in or sockaddr_in6 and its length, for one accept operation at a time. Asked
 * for later, a connection that was reset does not tell any more. Owner: the listening socket's loop thread.
 */
final class PeerAddress {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int BYTES = 28;
    private static final int LENGTH_OFFSET = 28;
    private static final int PORT_OFFSET = 2;
    private static final int IPV4_OFFSET = 4;
    private static final int IPV6_OFFSET = 8;
    private static final int SCOPE_OFFSET = 24;
    private static final int IPV6_BYTES = 16;
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment memory = Arena.ofAuto().allocate(BYTES + Integer.BYTES, 8);

    /** Of the socket address, for an operation that begins now. */
    long address() {
        memory.fill((byte) 0);
        memory.set(ValueLayout.JAVA_INT, LENGTH_OFFSET, BYTES);
        return memory.address();
    }

    /** Of its length. */
    long lengthAddress() {
        return memory.address() + LENGTH_OFFSET;
    }

    /** The address that the kernel has written. */
    InetSocketAddress get() {
        int family = memory.get(ValueLayout.JAVA_SHORT, 0);
        int port = Short.toUnsignedInt(memory.get(PORT, PORT_OFFSET));
        try {
            return switch (family) {
                case AF_INET -> new InetSocketAddress(InetAddress.getByAddress(bytes(IPV4_OFFSET, 4)), port);
                case AF_INET6 -> new InetSocketAddress(ipv6(bytes(IPV6_OFFSET, IPV6_BYTES)), port);
                default -> throw new IllegalStateException("a connection with an address of family " + family);
            };
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of the right length", e);
        }
    }

    private InetAddress ipv6(byte[] bytes) throws UnknownHostException {
        if (Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, MAPPED.length, IPV6_BYTES));
        }
        int scope = memory.get(ValueLayout.JAVA_INT, SCOPE_OFFSET);
        return scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
    }

    private byte[] bytes(int offset, int length) {
        return memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
