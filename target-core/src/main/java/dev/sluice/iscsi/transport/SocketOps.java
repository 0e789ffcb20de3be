package dev.sluice.iscsi.transport;

/** The ring operations of sockets: numbers and flags of linux/io_uring.h. */
final class SocketOps {
    static final byte SENDMSG = 9;
    static final byte RECVMSG = 10;
    static final byte ACCEPT = 13;
    static final byte SENDMSG_ZC = 48;

    /** In a completion: another one follows for the same operation. */
    static final int CQE_MORE = 1 << 1;
    /** In a completion of a receive: the socket has more to give. */
    static final int CQE_SOCKET_NONEMPTY = 1 << 2;
    /** In a completion of a zero-copy send: the kernel is done with the memory. */
    static final int CQE_NOTIFICATION = 1 << 3;

    /** Wait for the socket before trying: nothing is expected to be there yet. */
    static final short RECVSEND_POLL_FIRST = 1;

    static final int MSG_WAITALL = 0x100;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int SOCK_CLOEXEC = 0x80000;

    private SocketOps() {}
}
