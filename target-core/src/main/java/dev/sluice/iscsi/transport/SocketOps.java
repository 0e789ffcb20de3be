package dev.sluice.iscsi.transport;

import io.netty.channel.uring.IoUringIoOps;

/** The ring operations of sockets: numbers and flags of linux/io_uring.h. */
final class SocketOps {
    static final byte SENDMSG = 9;
    static final byte RECVMSG = 10;
    static final byte ACCEPT = 13;
    static final byte RECV = 27;
    static final byte SENDMSG_ZC = 48;

    /** In a completion: another one follows for the same operation. */
    static final int CQE_MORE = 1 << 1;
    /** In a completion of a receive: the socket has more to give. */
    static final int CQE_SOCKET_NONEMPTY = 1 << 2;
    /** In a completion of a zero-copy send: the kernel is done with the memory. */
    static final int CQE_NOTIFICATION = 1 << 3;

    /** Wait for the socket before trying: nothing is expected to be there yet. */
    private static final short RECVSEND_POLL_FIRST = 1;

    private static final int MSG_WAITALL = 0x100;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOCK_CLOEXEC = 0x80000;

    private SocketOps() {}

    static IoUringIoOps receive(int fd, long address, int length, boolean pollFirst) {
        return ops(RECV, pollFirst ? RECVSEND_POLL_FIRST : 0, fd, address, length, 0, 0L);
    }

    static IoUringIoOps receiveMessage(int fd, long messageHeader, boolean pollFirst) {
        return ops(RECVMSG, pollFirst ? RECVSEND_POLL_FIRST : 0, fd, messageHeader, 1, 0, 0L);
    }

    static IoUringIoOps sendMessage(byte opcode, int fd, long messageHeader, short data) {
        return ops(opcode, (short) 0, fd, messageHeader, 1, MSG_WAITALL | MSG_NOSIGNAL, data);
    }

    static IoUringIoOps accept(int fd) {
        return ops(ACCEPT, (short) 0, fd, 0, 0, SOCK_CLOEXEC, (short) 0);
    }

    private static IoUringIoOps ops(
            byte opcode, short priority, int fd, long address, int length, int operationFlags, long data) {
        return new IoUringIoOps(
                opcode, (byte) 0, priority, fd, 0, address, length, operationFlags, data, (short) 0, (short) 0, 0, 0);
    }
}
