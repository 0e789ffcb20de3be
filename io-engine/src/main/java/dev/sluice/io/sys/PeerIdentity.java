package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The process at the other end of a Unix socket, as the kernel noted when it connected (unix(7)). Immutable.
 *
 * @param uid its effective user
 * @param gid its effective group
 * @param groups its supplementary groups
 */
public record PeerIdentity(int uid, int gid, int[] groups) {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SO_PEERGROUPS = 59;
    private static final int UCRED_LENGTH = 12;
    private static final int UCRED_UID = 4;
    private static final int UCRED_GID = 8;

    /** NGROUPS_MAX (linux/limits.h). */
    private static final int MOST_GROUPS = 65_536;

    /** That of the socket with this descriptor. Does not wait. */
    public static PeerIdentity of(int fd) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment credentials = arena.allocate(UCRED_LENGTH, Integer.BYTES);
            read(fd, SO_PEERCRED, credentials, length);
            MemorySegment groups = arena.allocate(ValueLayout.JAVA_INT, MOST_GROUPS);
            read(fd, SO_PEERGROUPS, groups, length);
            int[] all = groups.asSlice(0, length.get(ValueLayout.JAVA_INT, 0)).toArray(ValueLayout.JAVA_INT);
            return new PeerIdentity(
                    credentials.get(ValueLayout.JAVA_INT, UCRED_UID),
                    credentials.get(ValueLayout.JAVA_INT, UCRED_GID),
                    all);
        }
    }

    private static void read(int fd, int option, MemorySegment value, MemorySegment length) throws SystemCallException {
        length.set(ValueLayout.JAVA_INT, 0, (int) value.byteSize());
        SystemCall.check(
                SystemCall.GETSOCKOPT.call(fd, SOL_SOCKET, option, value.address(), length.address(), 0),
                "asking who is at the other end of descriptor " + fd);
    }

    /** Returns true where a group is one of its own. */
    public boolean isIn(int group) {
        return gid == group || Arrays.stream(groups).anyMatch(one -> one == group);
    }

    @Override
    public String toString() {
        return "user " + Integer.toUnsignedString(uid);
    }
}
